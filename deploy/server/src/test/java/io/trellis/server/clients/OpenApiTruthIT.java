package io.trellis.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The document says what the server does: real answers fit their schemas, and no address is missing from it. */
class OpenApiTruthIT {
    /** No part of the interface for programs. What is under /tenants isn't either: it is for whoever runs the installation. */
    private static final Set<String> UNDOCUMENTED =
            Set.of("GET /installation", "GET /installation/jobs", "GET /docs", "GET /docs/{}");

    private final Api admin = TestServer.shared().as("admin");
    private final JsonNode document = admin.get("/openapi.json").expect(200);

    @Test
    void everyAddressOfTheServerIsInTheDocument() {
        Set<String> documented = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .propertyNames()
                .forEach(method ->
                        documented.add(method.toUpperCase(java.util.Locale.ROOT) + " " + anonymous(path.getKey()))));
        Set<String> missing = new TreeSet<>();
        for (String address : served()) {
            // Records and actions are documented for each object by name, definitions of objects apart from other
            // kinds.
            String object = address.replace("/records/{}", "/records/account");
            boolean action = address.contains("/actions/");
            boolean operator = address.contains(" /tenants");
            if (!documented.contains(object)
                    && !documented.contains(address)
                    && !UNDOCUMENTED.contains(address)
                    && !operator
                    && !action) {
                missing.add(address);
            }
        }
        assertThat(served()).hasSizeGreaterThan(35);
        assertThat(missing).isEmpty();
    }

    @Test
    void recordsFitTheirSchemas() {
        List<String> misfits = new ArrayList<>();
        document.path("paths").properties().forEach(path -> {
            if (path.getKey().matches("/records/\\w+")) {
                String list = path.getKey() + "?size=20&count=true";
                JsonNode page = check(misfits, path.getKey(), list);
                page.path("records").forEach(record -> {
                    if (misfits.isEmpty()) {
                        check(
                                misfits,
                                path.getKey() + "/{id}",
                                path.getKey() + "/" + record.path("id").asString());
                    }
                });
                JsonNode first = page.path("records").path(0).path("id");
                if (first.isString()) {
                    check(
                            misfits,
                            path.getKey() + "/{id}/history",
                            path.getKey() + "/" + first.asString() + "/history");
                    check(
                            misfits,
                            path.getKey() + "/{id}/deliveries",
                            path.getKey() + "/" + first.asString() + "/deliveries");
                }
            }
        });
        assertThat(misfits).isEmpty();
    }

    @Test
    void otherAnswersFitTheirSchemas() {
        List<String> misfits = new ArrayList<>();
        for (String path : List.of(
                "/me",
                "/auth/sessions",
                "/auth/options",
                "/health",
                "/packages",
                "/imports",
                "/exports",
                "/admin/outbox",
                "/admin/outbox/account",
                "/admin/outbox/dead-letters",
                "/admin/jobs",
                "/admin/schedules",
                "/meta/catalog",
                "/meta/objects")) {
            check(misfits, path, path);
        }
        check(misfits, "/search", "/search?q=a&size=5");
        check(misfits, "/admin/search", "/admin/search");
        check(misfits, "/meta/objects/{object}", "/meta/objects/account");
        check(misfits, "/meta/{kind}", "/meta/views");
        assertThat(misfits).isEmpty();
    }

    @Test
    void problemsFitTheirSchema() {
        Schema schema = schema(document.at("/components/responses/Problem/content/application~1problem+json/schema"));
        for (Api.Answer answer : List.of(
                admin.get("/records/nothing"),
                admin.get("/records/account?filter=nope%20%3D%201"),
                admin.post("/records/account", Map.of("naem", 1)),
                admin.post("/records/account", "{"),
                admin.put("/meta/objects/visit", Map.of("name", 1)))) {
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(schema.validate(answer.text(), InputFormat.JSON))
                    .as(answer.text())
                    .isEmpty();
        }
    }

    private JsonNode check(List<String> misfits, String documentedPath, String path) {
        Api.Answer answer = admin.get(path);
        JsonNode content =
                document.path("paths").path(documentedPath).at("/get/responses/200/content/application~1json/schema");
        assertThat(content.isMissingNode())
                .as("schema of GET " + documentedPath)
                .isFalse();
        schema(content)
                .validate(answer.expect(200).toString(), InputFormat.JSON)
                .forEach(error -> misfits.add(path + " " + error));
        return answer.body();
    }

    /** The schema with the document's others beside it, so that its references find them. */
    private Schema schema(JsonNode schema) {
        ObjectNode whole = Api.JSON.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole.toString(), InputFormat.JSON);
    }

    private static Set<String> served() {
        RequestMappingHandlerMapping mapping = TestServer.shared().bean(RequestMappingHandlerMapping.class);
        return mapping.getHandlerMethods().keySet().stream()
                .flatMap(info -> info.getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith("/api/v1"))
                        .flatMap(pattern -> info.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + anonymous(pattern.substring("/api/v1".length())))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String anonymous(String path) {
        return path.replaceAll("\\{[^}]*\\}", "{}");
    }
}
