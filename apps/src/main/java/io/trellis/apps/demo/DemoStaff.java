package io.trellis.apps.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The company's departments and people. */
final class DemoStaff {
    /**
     * @param team name of the department the person works in
     * @param sells whether customers are allotted to the person
     */
    record Person(String id, String username, String name, String team, boolean sells) {}

    private static final String[][] DEPARTMENTS = {
        {"澜图智控科技", ""},
        {"销售中心", "澜图智控科技"},
        {"华东大区", "销售中心"},
        {"上海组", "华东大区"},
        {"苏南组", "华东大区"},
        {"浙江组", "华东大区"},
        {"华南大区", "销售中心"},
        {"深圳组", "华南大区"},
        {"广州组", "华南大区"},
        {"华北大区", "销售中心"},
        {"京津组", "华北大区"},
        {"山东组", "华北大区"},
        {"华中西部大区", "销售中心"},
        {"华中组", "华中西部大区"},
        {"西南组", "华中西部大区"},
        {"市场部", "澜图智控科技"},
        {"产品技术部", "澜图智控科技"},
        {"客户服务部", "澜图智控科技"},
        {"财务部", "澜图智控科技"},
        {"信息部", "澜图智控科技"},
    };

    /** Username of the manager of each team's region. */
    private static final Map<String, String> REGION_MANAGERS = Map.of(
            "上海组", "manager",
            "苏南组", "manager",
            "浙江组", "manager",
            "深圳组", "liang.guangming",
            "广州组", "liang.guangming",
            "京津组", "han.jianguo",
            "山东组", "han.jianguo",
            "华中组", "luo.chenglin",
            "西南组", "luo.chenglin");

    /** username, name, department, username of the superior, role. Superiors stand before their people. */
    private static final String[][] PEOPLE = {
        {"shen.lixin", "沈立新", "销售中心", "", "salesManager"},
        {"manager", "周晓东", "华东大区", "shen.lixin", "salesManager"},
        {"seller", "陈思远", "上海组", "manager", "seller"},
        {"seller2", "李文静", "浙江组", "manager", "seller"},
        {"he.junjie", "何俊杰", "上海组", "manager", "seller"},
        {"xu.haitao", "徐海涛", "苏南组", "manager", "seller"},
        {"gu.tingting", "顾婷婷", "苏南组", "manager", "seller"},
        {"ye.zhenyu", "叶振宇", "浙江组", "manager", "seller"},
        {"liang.guangming", "梁光明", "华南大区", "shen.lixin", "salesManager"},
        {"huang.jiahao", "黄家豪", "深圳组", "liang.guangming", "seller"},
        {"zeng.xinyi", "曾欣怡", "深圳组", "liang.guangming", "seller"},
        {"peng.kai", "彭凯", "广州组", "liang.guangming", "seller"},
        {"lin.yating", "林雅婷", "广州组", "liang.guangming", "seller"},
        {"han.jianguo", "韩建国", "华北大区", "shen.lixin", "salesManager"},
        {"zhao.lei", "赵磊", "京津组", "han.jianguo", "seller"},
        {"song.meiling", "宋美玲", "京津组", "han.jianguo", "seller"},
        {"sun.weidong", "孙卫东", "山东组", "han.jianguo", "seller"},
        {"luo.chenglin", "罗成林", "华中西部大区", "shen.lixin", "salesManager"},
        {"hu.pengfei", "胡鹏飞", "华中组", "luo.chenglin", "seller"},
        {"tang.hui", "唐慧", "华中组", "luo.chenglin", "seller"},
        {"deng.yuhang", "邓宇航", "西南组", "luo.chenglin", "seller"},
        {"su.mengjie", "苏梦洁", "市场部", "shen.lixin", "seller"},
        {"fu.wenbo", "傅文博", "产品技术部", "", "auditor"},
        {"xie.qian", "谢倩", "客户服务部", "", "auditor"},
        {"auditor", "郑国栋", "财务部", "", "auditor"},
        {"implementer", "程一鸣", "信息部", "", "implementer"},
        {"admin", "林知远", "信息部", "", "admin"},
    };

    private final Map<String, Person> byUsername = new LinkedHashMap<>();
    private final Map<String, List<Person>> sellersByTeam = new LinkedHashMap<>();

    /** @param existing ids of users that are there already, by username: they are completed, not created */
    DemoStaff(DemoWriter writer, Map<String, String> existing) {
        Map<String, String> departments = new LinkedHashMap<>();
        for (String[] row : DEPARTMENTS) {
            var department = Values.of("name", row[0])
                    .with("kind", row[1].isEmpty() ? "company" : "department")
                    .with("parent", departments.get(row[1]));
            departments.put(
                    row[0],
                    writer.create("department", List.of(department.map())).getFirst());
        }
        for (int i = 0; i < PEOPLE.length; i++) {
            String[] row = PEOPLE[i];
            var user = Values.of("name", row[1])
                    .with("email", row[0] + "@lantu.example")
                    .with("phone", "021-6800" + (2001 + i))
                    .with("department", departments.get(row[2]))
                    .with(
                            "manager",
                            row[3].isEmpty() ? null : byUsername.get(row[3]).id())
                    .with("roles", List.of(row[4]))
                    .with("employeeNumber", "E" + (1001 + i));
            String id = existing.get(row[0]);
            if (id == null) {
                user.with("username", row[0])
                        .with("active", true)
                        .with("locale", "zh-CN")
                        .with("timezone", "Asia/Shanghai");
                id = writer.create("user", List.of(user.map())).getFirst();
            } else {
                writer.update("user", Map.of(id, user.map()));
            }
            boolean sells = row[4].equals("seller") && row[2].endsWith("组");
            var person = new Person(id, row[0], row[1], row[2], sells);
            byUsername.put(row[0], person);
            if (sells) {
                sellersByTeam.computeIfAbsent(row[2], team -> new ArrayList<>()).add(person);
            }
        }
        Map<String, Map<String, Object>> heads = new LinkedHashMap<>();
        for (String[] row : PEOPLE) {
            if (row[4].equals("salesManager")) {
                heads.put(
                        departments.get(row[2]),
                        Map.of("manager", byUsername.get(row[0]).id()));
            }
        }
        writer.update("department", heads);
    }

    Person named(String username) {
        return byUsername.get(username);
    }

    /**
     * Somebody of the team for a customer; some of the biggest stay with the region's manager. The two sellers who may sign in
     * get a larger share, so that there is something to see.
     */
    Person allot(Dice dice, String team, boolean big) {
        if (big && dice.chance(0.3)) {
            return byUsername.get(REGION_MANAGERS.get(team));
        }
        return dice.pick(sellersByTeam.get(team), person -> person.username().startsWith("seller") ? 2 : 1);
    }
}
