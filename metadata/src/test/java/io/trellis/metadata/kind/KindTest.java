package io.trellis.metadata.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.trellis.metadata.Fixture;
import io.trellis.metadata.Mutations;
import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.Definition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class KindTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.core.StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Map<String, Schema> published = new HashMap<>();

    @Test
    void everyFileOfTheFixtureFitsThePublishedSchema() {
        Fixture.files().forEach((path, bytes) -> {
            String kind = path.contains("/") ? path.substring(0, path.indexOf('/')) : "package";
            assertThat(errors(kind, Fixture.plain(bytes))).as(path).isZero();
        });
    }

    /** The schema in editors and the reader come from one declaration; this finds where they would part. */
    @Test
    void readerAndPublishedSchemaAgreeOnDamagedDocuments() {
        var mutations = new Mutations(7);
        int refused = 0;
        for (int round = 0; round < 40; round++) {
            for (var file : Fixture.files().entrySet()) {
                String path = file.getKey();
                if (!path.contains("/")) {
                    continue;
                }
                Kind<?> kind = Kinds.find(path.substring(0, path.indexOf('/'))).orElseThrow();
                Object damaged = mutations.mutate(Fixture.plain(file.getValue()));
                var problems = new ArrayList<Problem>();
                kind.read(damaged, null, problems::add);
                assertThat(problems.isEmpty())
                        .as(() -> path + " " + problems + " " + JSON.writeValueAsString(damaged))
                        .isEqualTo(errors(kind.name(), damaged) == 0);
                refused += problems.isEmpty() ? 0 : 1;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    @Test
    void whatIsWrittenReadsAsTheSame() {
        for (Definition definition : Fixture.content().elements()) {
            Kind<?> kind = Kinds.of(definition);
            var problems = new ArrayList<Problem>();
            Definition again = kind.read(kind.writeAny(definition), definition.packageName(), problems::add)
                    .orElseThrow();
            assertThat(problems).isEmpty();
            assertThat(again).isEqualTo(definition);
            assertThat(errors(kind.name(), kind.writeAny(definition))).isZero();
        }
    }

    @Test
    void saysWhatWasProbablyMeant() {
        assertThat(problems(Kinds.VIEWS, "{name: a, object: visit, columns: [title], filtr: x}"))
                .containsExactly(new Problem("UNKNOWN_KEY", "/filtr", Map.of("key", "filtr", "suggestion", "filter")));
        assertThat(problems(Kinds.OBJECTS, "{name: a, fields: [{name: b, type: lokup, target: a}]}")
                        .getFirst()
                        .params())
                .containsEntry("suggestion", "lookup");
    }

    @Test
    void aLabelMayBeOneTextForAllLanguages() {
        var view = Kinds.VIEWS
                .read(Fixture.plain("{name: a, object: visit, columns: [title], label: Mine}"), null, _ -> {})
                .orElseThrow();

        assertThat(view.label().in("zh-CN", "")).isEqualTo("Mine");
    }

    private static List<Problem> problems(Kind<?> kind, String yaml) {
        var problems = new ArrayList<Problem>();
        kind.read(Fixture.plain(yaml), null, problems::add);
        return problems;
    }

    private int errors(String kind, Object document) {
        Schema schema = published.computeIfAbsent(
                kind, name -> SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(JSON.writeValueAsString(
                                name.equals("package")
                                        ? PackageForm.publishedSchema()
                                        : Kinds.find(name).orElseThrow().publishedSchema())));
        return schema.validate(JSON.writeValueAsString(document), InputFormat.JSON)
                .size();
    }
}
