package io.trellis.platform.publish;

import static io.trellis.platform.publish.PublishFixture.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Mutations;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad definitions get every problem with its place and change nothing, whatever is wrong with them. */
class PublishMutationsTest {
    private static final String VISIT = """
            {"name": "visit", "label": {"zh-CN": "拜访", "en-US": "Visit"}, "nameField": "title", "prefix": "vis",
             "searchFields": ["title"], "uniques": [["title", "day"]], "indexes": [["state", "cost"]],
             "recordTypes": [{"name": "first", "default": true}],
             "fields": [{"name": "title", "type": "text", "required": true, "max": 40},
                        {"name": "code", "type": "autoNumber", "format": "V-{0000}"},
                        {"name": "place", "type": "lookup", "target": "department", "onDelete": "clear"},
                        {"name": "cost", "type": "decimal", "scale": 2, "min": 0, "max": 100, "default": 1},
                        {"name": "twice", "type": "formula", "returns": "decimal", "expression": "cost * 2"},
                        {"name": "day", "type": "date", "default": {"expression": "TODAY()"}},
                        {"name": "state", "type": "select", "options": ["open", "done"], "default": "open"}]}
            """;

    @TempDir
    Path folder;

    @Test
    void everyDamagedDefinitionIsPublishedWholeOrRefusedWithPlaceAndCode() {
        try (var on = new PublishFixture(folder)) {
            on.object("visit", VISIT);
            on.write("visit", "vis_1", Map.of("title", "a", "state", "open"));
            var mutations = new Mutations(23);
            int published = 0;
            for (int i = 0; i < 2000; i++) {
                Object damaged = mutations.mutate(PublishFixture.json(VISIT));
                Catalog before = on.publisher.current(TENANT);
                boolean dryRun = i % 10 == 0;
                try {
                    Editor.Edited edited = on.editor.put(on.admin, Kinds.OBJECTS, "visit", damaged, dryRun);
                    assertThat(dryRun ? edited.report() : edited.document()).isNotNull();
                    published += on.publisher.current(TENANT) == before ? 0 : 1;
                } catch (ProblemException refused) {
                    assertThat(refused.kind().status()).isBetween(400, 422);
                    assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> {
                        assertThat(problem.path()).matches("|/.*");
                        for (String locale : List.of("zh-CN", "en-US")) {
                            assertThat(ProblemTexts.text(problem, locale)).isNotEqualTo(problem.code());
                        }
                    });
                    assertThat(on.publisher.current(TENANT)).isSameAs(before);
                }
                // A rename took the object away; the next rounds want it back.
                if (on.publisher.current(TENANT).findObject("visit").isEmpty()) {
                    on.object(objectOf(on), VISIT);
                }
            }
            assertThat(published).isBetween(100, 1500);
            assertThat(new PublishFixture(on.store).publisher.current(TENANT).version())
                    .isEqualTo(on.publisher.current(TENANT).version());
            assertThat(on.store.find(on.realm(), "visit", "vis_1")).isPresent();
        }
    }

    private static String objectOf(PublishFixture on) {
        return on.publisher
                .current(TENANT)
                .findObjectOfId("vis_1")
                .orElseThrow()
                .name();
    }
}
