package io.trellis.platform.transfer;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.kind.Kind;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A small catalog to map columns to, and somebody who may do everything in it. */
final class TransferFixtures {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private static final Catalog CATALOG = compile("""
            {"name": "user", "prefix": "usr", "label": {"zh-CN": "用户", "en-US": "User"}, "nameField": "name",
             "ownership": "none",
             "fields": [{"name": "name", "type": "text", "label": {"zh-CN": "姓名", "en-US": "Name"}},
                        {"name": "username", "type": "text", "unique": true},
                        {"name": "manager", "type": "user"}, {"name": "roles", "type": "tags"},
                        {"name": "active", "type": "boolean", "default": true},
                        {"name": "locale", "type": "text"}, {"name": "timezone", "type": "text"}]}
            """, """
            {"name": "department", "prefix": "dep", "label": {"zh-CN": "部门", "en-US": "Department"}, "nameField": "name",
             "ownership": "none",
             "fields": [{"name": "name", "type": "text", "label": {"zh-CN": "名称", "en-US": "Name"}},
                        {"name": "parent", "type": "department"}]}
            """, """
            {"name": "venue", "prefix": "ven", "label": {"zh-CN": "场所", "en-US": "Venue"}, "nameField": "name",
             "fields": [{"name": "name", "type": "text", "label": {"zh-CN": "场所名称", "en-US": "Venue name"}},
                        {"name": "code", "type": "autoNumber", "format": "V-{0000}", "label": {"zh-CN": "场所编号", "en-US": "Number"}}]}
            """, """
            {"name": "visit", "prefix": "vis", "label": {"zh-CN": "拜访", "en-US": "Visit"}, "nameField": "name",
             "fields": [{"name": "name", "type": "text", "required": true, "max": 40, "label": {"zh-CN": "主题", "en-US": "Subject"}},
                        {"name": "code", "type": "text", "unique": true, "externalKey": true, "label": {"zh-CN": "外部编码", "en-US": "External code"}},
                        {"name": "after", "type": "lookup", "target": "visit", "label": {"zh-CN": "上次拜访", "en-US": "Follows"}},
                        {"name": "state", "type": "select", "label": {"zh-CN": "状态", "en-US": "State"},
                         "options": [{"name": "open", "label": {"zh-CN": "进行中", "en-US": "Open"}},
                                     {"name": "done", "label": {"zh-CN": "已完成", "en-US": "Done"}}]},
                        {"name": "number", "type": "autoNumber", "format": "N-{0000}"},
                        {"name": "venue", "type": "lookup", "target": "venue", "label": {"zh-CN": "场所", "en-US": "Venue"}},
                        {"name": "day", "type": "date", "label": {"zh-CN": "日期", "en-US": "Date"}},
                        {"name": "at", "type": "datetime", "label": {"zh-CN": "时刻", "en-US": "At"}},
                        {"name": "cost", "type": "currency", "scale": 2, "label": {"zh-CN": "费用", "en-US": "Cost"}},
                        {"name": "rate", "type": "percent", "label": {"zh-CN": "比例", "en-US": "Rate"}},
                        {"name": "done", "type": "boolean", "label": {"zh-CN": "完成", "en-US": "Done"}},
                        {"name": "phone", "type": "phone", "label": {"zh-CN": "电话", "en-US": "Phone"}},
                        {"name": "note", "type": "longText", "label": {"zh-CN": "备注", "en-US": "Note"}},
                        {"name": "place", "type": "geolocation", "label": {"zh-CN": "位置", "en-US": "Position"}},
                        {"name": "tags", "type": "tags", "label": {"zh-CN": "标签", "en-US": "Tags"}}]}
            """);

    private TransferFixtures() {}

    static Catalog catalog() {
        return CATALOG;
    }

    private static Catalog compile(String... objects) {
        List<Definition> definitions = new ArrayList<>();
        for (String object : objects) {
            definitions.add(read(Kinds.OBJECTS, object));
        }
        for (String set : List.of("clerk", "reader", "auditor")) {
            String rights = set.equals("clerk") ? "all" : "none";
            String system = Map.of(
                            "clerk",
                            "\"importData\",\"exportData\"",
                            "reader",
                            "",
                            "auditor",
                            "\"viewAudit\",\"importData\"")
                    .get(set);
            definitions.add(
                    read(Kinds.PERMISSION_SETS, """
                    {"name": "%s", "label": {"zh-CN": "x", "en-US": "x"}, "system": [%s], "objects": {"*":
                      {"create": %s, "read": "all", "edit": "%s", "delete": "%s"}}}
                    """.formatted(set, system, set.equals("clerk"), rights, rights)));
            definitions.add(read(Kinds.ROLES, """
                    {"name": "%s", "label": {"zh-CN": "x", "en-US": "x"}, "permissionSets": ["%s"]}
                    """.formatted(set, set)));
        }
        return CatalogCompiler.compile(1, definitions).get();
    }

    private static <D extends Definition> D read(Kind<D> kind, String json) {
        Map<String, Object> document = JSON.readValue(json, new TypeReference<>() {});
        return kind.read(document, null, problem -> {
                    throw new AssertionError(problem);
                })
                .orElseThrow();
    }

    static Actor actor() {
        return new Actor(
                "t",
                "usr_1",
                "tester",
                "Tester",
                null,
                List.of(),
                "zh-CN",
                ZoneId.of("Asia/Shanghai"),
                "api",
                new All());
    }

    private record All() implements Grants {
        @Override
        public boolean mayCreate(String object) {
            return true;
        }

        @Override
        public Predicate scope(String object, Action action) {
            return new Predicate.All();
        }

        @Override
        public boolean mayRead(String object, String field) {
            return true;
        }

        @Override
        public boolean mayEdit(String object, String field) {
            return true;
        }

        @Override
        public boolean readsAllFields(String object) {
            return true;
        }

        @Override
        public boolean maySystem(String permission) {
            return true;
        }

        @Override
        public String fingerprint() {
            return "all";
        }
    }
}
