package io.trellis.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiDocumentTest {
    private static final Set<String> EVERYTHING = Set.of(
            "visit.create",
            "visit.read",
            "visit.edit",
            "visit.delete",
            "parent.create",
            "parent.read",
            "parent.edit",
            "parent.delete",
            "visitPage.read",
            "manageMetadata",
            "manageUsers",
            "importData",
            "exportData",
            "managePackages");

    private final OpenApiDocuments documents = new OpenApiDocuments(_ -> TestCatalog.read());

    @Test
    void offersOnlyWhatTheCallerMayDo() {
        JsonNode document = document(Set.of("visit.read", "visit.edit", "importData"), Set.of());
        assertThat(document.at("/paths").propertyNames())
                .contains("/records/visit", "/imports", "/auth/login")
                .doesNotContain("/records/parent", "/packages", "/exports", "/records/visit/{id}/restore");
        assertThat(document.path("tags").findValuesAsString("name"))
                .contains("Imports", "Visit")
                .doesNotContain("Exports", "Parent");
        assertThat(document.at("/paths/~1records~1visit").propertyNames()).containsExactly("get");
        assertThat(document.at("/paths/~1records~1visit~1{id}").propertyNames())
                .containsExactly("parameters", "get", "patch");
        assertThat(document.at("/components/schemas/VisitBulk/properties/operation/enum"))
                .hasToString("[\"update\"]");
    }

    @Test
    void hidesFieldsTheCallerMayNotRead() {
        JsonNode document = document(EVERYTHING, Set.of("parent.secret"));
        assertThat(document.at("/components/schemas/Parent/properties").propertyNames())
                .contains("name")
                .doesNotContain("secret");
        assertThat(document.at("/components/schemas/ParentUpdate/properties").propertyNames())
                .doesNotContain("secret");
    }

    @Test
    void readsLinksWithTheirNamesAndWritesIds() {
        JsonNode document = document(EVERYTHING, Set.of());
        assertThat(document.at("/components/schemas/Visit/properties/parent/anyOf/0/$ref"))
                .hasToString("\"#/components/schemas/LinkValue\"");
        assertThat(document.at("/components/schemas/VisitUpdate/properties/parent/type"))
                .hasToString("[\"string\",\"null\"]");
        assertThat(document.at("/components/schemas/Visit/properties/others/items/$ref"))
                .hasToString("\"#/components/schemas/LinkValue\"");
    }

    @Test
    void demandsAtCreationWhatIsRequiredAndHasNoDefault() {
        JsonNode document = document(EVERYTHING, Set.of());
        assertThat(document.at("/components/schemas/VisitCreate/required")).hasToString("[\"title\",\"state\"]");
        assertThat(document.at("/components/schemas/VisitCreate/properties").propertyNames())
                .doesNotContain("number", "total", "version", "createdAt");
        assertThat(document.at("/components/schemas/Visit/properties/grade/enum"))
                .hasToString("[\"a\",\"b\",null]");
    }

    @Test
    void everyOperationHasItsOwnIdAndEveryReferenceATarget() {
        JsonNode document = document(EVERYTHING, Set.of());
        Set<String> ids = new HashSet<>();
        document.at("/paths")
                .forEach(path -> path.forEach(operation -> {
                    if (operation.has("operationId")) {
                        assertThat(ids.add(
                                        operation.get("operationId").asString().toLowerCase(java.util.Locale.ROOT)))
                                .as(operation.get("operationId").asString())
                                .isTrue();
                        assertThat(operation.at("/responses/default").isMissingNode())
                                .isFalse();
                    }
                }));
        assertThat(ids).hasSizeGreaterThan(50);
        document.findValues("$ref").forEach(ref -> assertThat(
                        document.at(ref.asString().substring(1)).isMissingNode())
                .as(ref.asString())
                .isFalse());
        // An object whose name would clash with another's page gets the next free schema name.
        assertThat(document.at("/components/schemas/VisitPage/properties").propertyNames())
                .contains("records");
        assertThat(document.at("/components/schemas/VisitPage2/properties").propertyNames())
                .contains("name");
    }

    @Test
    void everyTextOfTheStaticPartIsThereInChinese() {
        List<String> missing = new ArrayList<>();
        texts(StaticPart.read("en-US"), StaticPart.read("zh-CN"), missing);
        assertThat(missing).isEmpty();
    }

    private static void texts(Map<?, ?> english, Map<?, ?> chinese, List<String> missing) {
        english.forEach((key, value) -> {
            boolean shown = key.equals("summary") || key.equals("description");
            if (shown && value instanceof String text && text.equals(chinese.get(key))) {
                missing.add(text);
            } else if (value instanceof Map<?, ?> map) {
                texts(map, (Map<?, ?>) chinese.get(key), missing);
            }
        });
    }

    @Test
    void isMadeOnceForTheSameRights() {
        Actor actor = actor(new SomeGrants(Set.of("visit.read"), Set.of()));
        assertThat(documents.get(actor)).isSameAs(documents.get(actor));
        assertThat(documents.get(actor(new SomeGrants(EVERYTHING, Set.of()))).etag())
                .isNotEqualTo(documents.get(actor).etag())
                .matches("\"[0-9a-f]{24}\"");
    }

    private JsonNode document(Set<String> words, Set<String> hidden) {
        byte[] json = documents.get(actor(new SomeGrants(words, hidden))).json();
        return JsonMapper.shared().readTree(json);
    }

    private static Actor actor(Grants grants) {
        return new Actor("t", "usr_1", "u", "U", null, List.of(), "en-US", ZoneId.of("UTC"), "api", grants);
    }
}
