package io.trellis.platform.transfer;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.expression.Predicate;
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
             "fields": [{"name": "name", "type": "text", "label": {"zh-CN": "姓名", "en-US": "Name"}},
                        {"name": "username", "type": "text", "unique": true}]}
            """, """
            {"name": "department", "prefix": "dep", "label": {"zh-CN": "部门", "en-US": "Department"}, "nameField": "name",
             "fields": [{"name": "name", "type": "text", "label": {"zh-CN": "名称", "en-US": "Name"}}]}
            """, """
            {"name": "venue", "prefix": "ven", "label": {"zh-CN": "场所", "en-US": "Venue"}, "nameField": "name",
             "fields": [{"name": "name", "type": "text", "label": {"zh-CN": "场所名称", "en-US": "Venue name"}},
                        {"name": "code", "type": "autoNumber", "format": "V-{0000}", "label": {"zh-CN": "场所编号", "en-US": "Number"}}]}
            """, """
            {"name": "visit", "prefix": "vis", "label": {"zh-CN": "拜访", "en-US": "Visit"}, "nameField": "name",
             "fields": [{"name": "name", "type": "text", "label": {"zh-CN": "主题", "en-US": "Subject"}},
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
        List<ObjectDefinition> definitions = new ArrayList<>();
        for (String object : objects) {
            Map<String, Object> document = JSON.readValue(object, new TypeReference<>() {});
            Kinds.OBJECTS
                    .read(document, null, problem -> {
                        throw new AssertionError(problem);
                    })
                    .ifPresent(definitions::add);
        }
        return CatalogCompiler.compile(1, definitions).get();
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
