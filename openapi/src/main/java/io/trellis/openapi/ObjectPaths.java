package io.trellis.openapi;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.MappingDefinition;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Grants;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations on one object's records that the caller may do at all; which records is for each call to say. */
final class ObjectPaths {
    private static final List<String> LIST_PARAMETERS =
            List.of("filter", "q", "sort", "fields", "page", "size", "count", "after", "deleted", "asOf");

    private final CatalogObject object;
    private final Grants grants;
    private final UniqueNames operationIds;
    private final Map<String, Object> schemas;
    private final UniqueNames schemaNames;
    private final String locale;
    private final String tag;

    ObjectPaths(
            CatalogObject object,
            Grants grants,
            String locale,
            Map<String, Object> schemas,
            UniqueNames schemaNames,
            UniqueNames operationIds,
            String tag) {
        this.object = object;
        this.grants = grants;
        this.locale = locale;
        this.schemas = schemas;
        this.schemaNames = schemaNames;
        this.operationIds = operationIds;
        this.tag = tag;
    }

    boolean readable() {
        return may(Grants.Action.READ);
    }

    private boolean may(Grants.Action action) {
        return !(grants.scope(object.name(), action) instanceof Predicate.None);
    }

    /** Adds the object's paths; its schemas go where the constructor was told. */
    void addTo(Map<String, Object> paths, List<MappingDefinition> mappings) {
        ObjectSchemas shapes = new ObjectSchemas(object, grants, locale);
        String record = schema("", shapes.read());
        String page = schema(
                "Page",
                Json.object(
                        "type",
                        "object",
                        "required",
                        List.of("records"),
                        "properties",
                        Json.object(
                                "records",
                                Json.array(Json.ref(record)),
                                "total",
                                Json.object(
                                        "type",
                                        "integer",
                                        "format",
                                        "int64",
                                        "description",
                                        words("要求时给出", "Given when asked for")),
                                "next",
                                Json.nullable(Json.text()),
                                "asOf",
                                Json.object(
                                        "type",
                                        "string",
                                        "format",
                                        "date-time",
                                        "description",
                                        words("查看历史时刻时给出", "Given when the past is asked for")))));
        boolean create = grants.mayCreate(object.name());
        boolean edit = may(Grants.Action.EDIT);
        boolean delete = may(Grants.Action.DELETE);
        String created = create ? schema("Create", shapes.create()) : null;
        String updated = edit ? schema("Update", shapes.update()) : null;

        String base = "/records/" + object.name();
        paths.put(
                base,
                Json.object(
                        "get",
                        operation("list", words("列表", "List"), null, page, 200, LIST_PARAMETERS),
                        "post",
                        create
                                ? operation(
                                        "create",
                                        words("新建", "Create"),
                                        Json.ref(created),
                                        record,
                                        201,
                                        List.of("allowDuplicates"))
                                : null));
        paths.put(
                base + "/{id}",
                Json.object(
                        "parameters",
                        List.of(parameter("id")),
                        "get",
                        operation("get", words("读取", "Read"), null, record, 200, List.of("asOf")),
                        "patch",
                        edit
                                ? operation(
                                        "update",
                                        words("修改", "Change"),
                                        Json.ref(updated),
                                        record,
                                        200,
                                        List.of("ifMatch", "allowDuplicates"))
                                : null,
                        "delete",
                        delete
                                ? operation(
                                        "delete",
                                        words("移入回收站", "Put into the recycle bin"),
                                        null,
                                        null,
                                        204,
                                        List.of("ifMatch", "purge"))
                                : null));
        if (delete) {
            paths.put(
                    base + "/{id}/restore",
                    Json.object(
                            "post",
                            operation(
                                    "restore",
                                    words("从回收站恢复", "Take from the recycle bin"),
                                    null,
                                    record,
                                    200,
                                    List.of("id", "allowDuplicates"))));
        }
        paths.put(
                base + "/{id}/history",
                Json.object(
                        "get",
                        operation(
                                "history",
                                words("修改历史", "Who changed what"),
                                null,
                                "History",
                                200,
                                List.of(
                                        "id",
                                        "entries",
                                        "historyBefore",
                                        "historyField",
                                        "historyBy",
                                        "from",
                                        "to",
                                        "details"))));
        paths.put(
                base + "/{id}/decisions",
                Json.object(
                        "get",
                        operation(
                                "decisions",
                                words("规则与评分的决定及原因", "What rules and scores decided, and why"),
                                null,
                                "KeptDecisions",
                                200,
                                List.of("id", "decisionsSize", "historyBefore"))));
        addAttachments(paths, base, edit);
        if (grants.maySystem("manageMetadata")) {
            paths.put(
                    base + "/{id}/deliveries",
                    Json.object(
                            "get",
                            operation(
                                    "deliveries",
                                    words("后台对每次变更做了什么", "What background work did with each change"),
                                    null,
                                    "RecordDeliveries",
                                    200,
                                    List.of("id"))));
        }
        paths.put(
                base + "/query",
                Json.object(
                        "post",
                        operation(
                                "query",
                                words("以 JSON 查询列表", "List, asked for as JSON"),
                                Json.ref("QueryRequest"),
                                page,
                                200,
                                List.of())));
        paths.put(
                base + "/aggregate",
                Json.object(
                        "post",
                        operation(
                                "aggregate",
                                words("分组统计", "Group and measure"),
                                Json.ref("AggregateRequest"),
                                "AggregateResult",
                                200,
                                List.of())));
        if (create || edit || delete) {
            String bulk = schema("Bulk", bulk(shapes, create, edit, delete));
            paths.put(
                    base + "/bulk",
                    Json.object(
                            "post",
                            operation(
                                    "bulk",
                                    words(
                                            "批量写入，最多 10,000 条，逐条返回结果",
                                            "Write up to 10,000 records, each with its own result"),
                                    Json.ref(bulk),
                                    "BulkResponse",
                                    200,
                                    List.of("allowDuplicates"))));
        }
        for (MappingDefinition mapping : mappings) {
            addAction(paths, base, mapping);
        }
    }

    private void addAttachments(Map<String, Object> paths, String base, boolean edit) {
        paths.put(
                base + "/{id}/attachments",
                Json.object(
                        "get",
                        operation(
                                "listAttachments", words("附件", "Attachments"), null, "Attachments", 200, List.of("id")),
                        "post",
                        edit
                                ? operation(
                                        "attach",
                                        words("添加附件", "Attach a file"),
                                        Json.ref("AttachRequest"),
                                        "FileInfo",
                                        201,
                                        List.of("id"))
                                : null));
        if (edit) {
            paths.put(
                    base + "/{id}/attachments/{file}",
                    Json.object(
                            "delete",
                            operation(
                                    "detach",
                                    words("删除附件", "Remove an attachment"),
                                    null,
                                    null,
                                    204,
                                    List.of("id", "attachment"))));
        }
    }

    private void addAction(Map<String, Object> paths, String base, MappingDefinition mapping) {
        String label = mapping.label().in(locale, mapping.name());
        String name = UniqueNames.capital(mapping.name());
        Map<String, Object> preview = operation("preview", label, null, "ActionPreview", 200, List.of("id"));
        preview.put("operationId", operationIds.take("preview" + name));
        Map<String, Object> run = operation(
                "run", label, Json.ref("ActionRequest"), "ActionResult", 200, List.of("id", "allowDuplicates"));
        run.put("operationId", operationIds.take("run" + name));
        paths.put(base + "/{id}/actions/" + mapping.name(), Json.object("get", preview, "post", run));
    }

    private Map<String, Object> bulk(ObjectSchemas shapes, boolean create, boolean edit, boolean delete) {
        List<String> operations = new ArrayList<>();
        if (create) {
            operations.add("create");
        }
        if (edit) {
            operations.add("update");
        }
        if (create && edit) {
            operations.add("upsert");
        }
        if (delete) {
            operations.add("delete");
        }
        return Json.object(
                "type",
                "object",
                "required",
                List.of("operation", "records"),
                "additionalProperties",
                false,
                "properties",
                Json.object(
                        "operation",
                        Json.object("type", "string", "enum", operations),
                        "key",
                        Json.object(
                                "type",
                                List.of("string", "null"),
                                "description",
                                words("upsert 所用的外部键字段", "External key field, for upsert")),
                        "allOrNothing",
                        Json.object("type", "boolean", "default", false),
                        "records",
                        Json.object(
                                "type", "array", "maxItems", 10_000, "items", Json.ref(schema("Row", shapes.row())))));
    }

    private String words(String chinese, String english) {
        return LocalText.of(chinese, english).in(locale, english);
    }

    private String schema(String suffix, Map<String, Object> schema) {
        String name = schemaNames.take(UniqueNames.capital(object.name()) + suffix);
        schemas.put(name, schema);
        return name;
    }

    private Map<String, Object> operation(
            String verb, String what, Map<String, Object> body, String answer, int status, List<String> parameters) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("description", what);
        if (answer != null) {
            response.put("content", Json.object("application/json", Json.object("schema", Json.ref(answer))));
        }
        // The actions bring names of their own.
        boolean named = !verb.equals("preview") && !verb.equals("run");
        return Json.object(
                "operationId",
                named ? operationIds.take(verb + UniqueNames.capital(object.name())) : "",
                "tags",
                List.of(tag),
                "summary",
                object.definition().label().in(locale, object.name()) + ": " + what,
                "parameters",
                parameters.isEmpty()
                        ? null
                        : parameters.stream().map(ObjectPaths::parameter).toList(),
                "requestBody",
                body == null
                        ? null
                        : Json.object(
                                "required",
                                true,
                                "content",
                                Json.object("application/json", Json.object("schema", body))),
                "responses",
                Json.object(String.valueOf(status), response));
    }

    private static Map<String, Object> parameter(String name) {
        return Json.object("$ref", "#/components/parameters/" + name);
    }
}
