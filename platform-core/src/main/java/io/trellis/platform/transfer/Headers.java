package io.trellis.platform.transfer;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** How alike two column names are, whatever their language, spelling and decoration. */
final class Headers {
    private static final Pattern NOTE = Pattern.compile("[(\\[【（][^)\\]】）]*[)\\]】）]");
    private static final Pattern DECORATION = Pattern.compile("[\\s_\\-./:：*#'\"`&]+");

    /** Words that people use for the same thing; of fields only, never of an object. */
    private static final List<List<String>> SYNONYMS = List.of(
            List.of("name", "title", "名称", "名字", "姓名", "标题", "主题", "subject", "fullname", "称呼"),
            List.of("code", "no", "number", "num", "编号", "编码", "代码", "号码", "单号", "序号", "工号"),
            List.of("mobile", "mobilephone", "cell", "cellphone", "手机", "手机号", "手机号码", "移动电话"),
            List.of("phone", "tel", "telephone", "phonenumber", "电话", "联系电话", "电话号码", "座机", "固定电话", "办公电话"),
            List.of("email", "mail", "emailaddress", "邮箱", "电子邮箱", "电子邮件", "邮件", "邮箱地址"),
            List.of("fax", "传真"),
            List.of("website", "url", "homepage", "web", "网址", "网站", "官网", "主页"),
            List.of("address", "addr", "addressline1", "street", "地址", "详细地址", "通讯地址", "街道"),
            List.of("city", "城市", "市"),
            List.of("province", "state", "省", "省份"),
            List.of("country", "国家", "国别"),
            List.of("postalcode", "postcode", "zip", "zipcode", "邮编", "邮政编码"),
            List.of(
                    "description",
                    "note",
                    "notes",
                    "remark",
                    "remarks",
                    "comment",
                    "comments",
                    "memo",
                    "备注",
                    "说明",
                    "描述"),
            List.of("amount", "totalamount", "sum", "total", "金额", "总额", "总金额", "合计", "预计金额"),
            List.of("price", "unitprice", "listprice", "msrp", "价格", "单价", "标准价", "priceeach"),
            List.of("quantity", "qty", "count", "quantityordered", "数量"),
            List.of("discount", "折扣", "折扣率"),
            List.of("date", "日期"),
            List.of("startdate", "start", "开始日期", "起始日期", "开始时间"),
            List.of("enddate", "end", "结束日期", "截止日期", "到期日", "结束时间"),
            List.of("duedate", "requireddate", "要求日期", "期望日期"),
            List.of("owner", "salesrep", "assignee", "负责人", "所有人", "拥有者", "归属人", "跟进人", "业务员", "销售员"),
            List.of("department", "dept", "部门", "所属部门", "团队"),
            List.of("manager", "reportsto", "supervisor", "上级", "主管", "直属上级", "经理"),
            List.of("status", "状态", "当前状态"),
            List.of("stage", "phase", "阶段"),
            List.of("type", "kind", "category", "class", "类型", "类别", "分类", "性质"),
            List.of("source", "origin", "来源", "渠道"),
            List.of("industry", "sector", "行业", "所属行业"),
            List.of("level", "grade", "rank", "级别", "等级"),
            List.of("position", "jobtitle", "job", "职务", "职位", "岗位"),
            List.of("gender", "sex", "性别"),
            List.of("birthday", "dateofbirth", "生日", "出生日期"),
            List.of("tags", "tag", "label", "labels", "标签"),
            List.of("currency", "币种", "货币"),
            List.of("active", "enabled", "启用", "是否启用", "有效"),
            List.of("externalid", "extid", "外部编号", "外部id", "原编号", "原系统编号"),
            List.of("parent", "上级单位", "父级", "母公司"));

    private static final Map<String, Integer> GROUPS = new HashMap<>();

    static {
        for (int i = 0; i < SYNONYMS.size(); i++) {
            for (String word : SYNONYMS.get(i)) {
                GROUPS.putIfAbsent(word, i);
            }
        }
    }

    private Headers() {}

    /** Lower case, half width, without notes in brackets, blanks and signs. */
    static String normal(String header) {
        String half = Normalizer.normalize(header, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String bare = DECORATION.matcher(NOTE.matcher(half).replaceAll("")).replaceAll("");
        return bare.isEmpty() ? DECORATION.matcher(half).replaceAll("") : bare;
    }

    /**
     * How well two normal forms fit, 0 to 100: 100 the same, 85 the same meaning, from 60 one within the other or nearly the
     * same spelling.
     */
    static int fit(String header, String name) {
        if (header.isEmpty() || name.isEmpty()) {
            return 0;
        }
        if (header.equals(name)) {
            return 100;
        }
        Integer group = GROUPS.get(header);
        if (group != null && group.equals(GROUPS.get(name))) {
            return 85;
        }
        String longer = header.length() >= name.length() ? header : name;
        String shorter = header.length() >= name.length() ? name : header;
        int least = shorter.codePointAt(0) > 0x2E80 ? 2 : 4;
        if (shorter.length() >= least && (longer.endsWith(shorter) || longer.startsWith(shorter))) {
            return 60 + 20 * shorter.length() / longer.length();
        }
        if (shorter.length() >= 4) {
            int distance = distance(longer, shorter);
            if (distance * 5 <= longer.length()) {
                return 80 - 20 * distance * 5 / longer.length();
            }
        }
        return 0;
    }

    /** Levenshtein. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
