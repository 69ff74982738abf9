package io.trellis.platform.publish;

import static io.trellis.platform.publish.PublishFixture.TENANT;
import static io.trellis.platform.publish.PublishFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.audit.Audit;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.SystemStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataHistoryTest {
    private static final String VISIT = """
            {"name": "visit", "label": {"zh-CN": "拜访", "en-US": "Visit"}, "nameField": "title",
             "fields": [{"name": "title", "type": "text", "required": true, "max": 40},
                        {"name": "cost", "type": "decimal", "scale": 2, "label": {"zh-CN": "费用", "en-US": "Cost"}}]}
            """;

    @TempDir
    Path folder;

    private PublishFixture on;
    private MetadataHistory history;
    private Versions versions;

    @BeforeEach
    void open() {
        on = new PublishFixture(folder);
        history = new MetadataHistory(on.store, Audit.of(on.store));
        versions = new Versions(on.publisher, history, on.editor);
    }

    @AfterEach
    void close() {
        on.close();
    }

    private List<MetadataHistory.Version> visits() {
        return versions.list(on.admin, Kinds.OBJECTS, "visit", 0, 50).versions();
    }

    private static void pause() {
        Instant now = Instant.now();
        while (Instant.now().toEpochMilli() <= now.toEpochMilli()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void everyPublishLeavesAVersionOfWhatItTouchedAndAnAuditEntry() {
        on.object("visit", VISIT);
        on.field("visit", "note", "{\"type\": \"text\", \"max\": 100}");
        assertThat(visits()).extracting(MetadataHistory.Version::action).containsExactly("change", "add");
        assertThat(visits().getFirst().by()).isEqualTo("usr_1");
        assertThat(visits().getFirst().subject()).isEqualTo("objects/visit/fields/note");
        Versions.Compared compared = versions.get(
                on.admin, Kinds.OBJECTS, "visit", visits().getFirst().version());
        assertThat(compared.version().document().get("fields").toString()).contains("note");
        assertThat(compared.former().get("fields").toString()).doesNotContain("note");
        assertThat(on.store.system().list(TENANT, "audit"))
                .extracting(document -> new String(document.json()))
                .hasSize(3)
                .anySatisfy(entry -> assertThat(entry).contains("packageInstalled", "system"))
                .anySatisfy(entry -> assertThat(entry).contains("published", "objects/visit/fields/note"));
        assertThat(versions.published(on.admin, visits().getFirst().version()))
                .extracting(MetadataHistory.Touched::id)
                .containsExactly("obj_visit");
    }

    @Test
    void dryRunsAndRefusalsLeaveNothing() {
        on.object("visit", VISIT);
        on.editor.put(on.admin, Kinds.OBJECTS, "visit", json(VISIT.replace("40", "50")), true);
        catchThrowableOfType(
                ProblemException.class, () -> on.object("visit", VISIT.replace("\"text\"", "\"nonsense\"")));
        assertThat(visits()).hasSize(1);
    }

    @Test
    void anEarlierVersionComesBackThroughAPublishLikeAnyOther() {
        on.object("visit", VISIT);
        long first = visits().getFirst().version();
        on.editor.removeField(on.admin, "visit", "cost", false);
        Editor.Edited dry = versions.restore(on.admin, Kinds.OBJECTS, "visit", first, true);
        assertThat(dry.report().changes())
                .extracting(PublishReport.Change::element)
                .contains("objects/visit/fields/cost");
        assertThat(on.publisher.current(TENANT).getObject("visit").fields()).doesNotContainKey("cost");
        versions.restore(on.admin, Kinds.OBJECTS, "visit", first, false);
        assertThat(on.publisher.current(TENANT).getObject("visit").fields()).containsKey("cost");
        assertThat(visits()).hasSize(3);
    }

    @Test
    void whatWasRemovedCanBeLookedAtAndBroughtBack() {
        on.object("visit", VISIT);
        on.editor.remove(on.admin, Kinds.OBJECTS, "visit", false);
        assertThat(visits()).extracting(MetadataHistory.Version::action).containsExactly("remove", "add");
        long removal = visits().getFirst().version();
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> versions.restore(on.admin, Kinds.OBJECTS, "visit", removal, false))
                        .code())
                .isEqualTo("VERSION_IS_REMOVAL");
        versions.restore(on.admin, Kinds.OBJECTS, "visit", visits().getLast().version(), false);
        assertThat(on.publisher.current(TENANT).findObject("visit")).isPresent();
    }

    @Test
    void elementsOlderThanTheHistoryAreKeptAsTheyWere() {
        on.object("visit", VISIT);
        for (SystemStore.Document document : on.store.system().list(TENANT, "metadata-history")) {
            on.store.system().write(TENANT, List.of(new SystemStore.Put("metadata-history", document.key(), -1, null)));
        }
        on.field("visit", "note", "{\"type\": \"text\", \"max\": 100}");
        assertThat(visits())
                .extracting(MetadataHistory.Version::version)
                .hasSize(2)
                .endsWith(0L);
        assertThat(visits().getLast().document().get("fields").toString()).contains("cost");
    }

    @Test
    void fieldsAreFoundByTheNamesTheyHad() {
        on.object("visit", VISIT);
        pause();
        Instant before = Instant.now();
        pause();
        on.field("visit", "cost", "{\"name\": \"price\", \"type\": \"decimal\", \"scale\": 2}");
        FormerFields.Names names =
                history.of(on.realm(), on.publisher.current(TENANT).getObject("visit"));
        assertThat(names.find("cost", before).orElseThrow().id()).isEqualTo("fld_visit_cost");
        assertThat(names.find("cost", before).orElseThrow().label()).isEqualTo(Map.of("zh-CN", "费用", "en-US", "Cost"));
        assertThat(names.find("cost", Instant.now())).isEmpty();
        assertThat(names.find("price", Instant.now()).orElseThrow().id()).isEqualTo("fld_visit_cost");
        assertThat(names.find("cost", Instant.EPOCH)).isEmpty();
    }

    @Test
    void readersOfTheAuditLogMayLookAndOthersMayNot() {
        on.object("visit", VISIT);
        var auditor = PublishFixture.actor(TENANT, new PublishFixture.AllGrants() {
            @Override
            public boolean maySystem(String permission) {
                return permission.equals("viewAudit");
            }
        });
        var nobody = PublishFixture.actor(TENANT, new PublishFixture.AllGrants() {
            @Override
            public boolean maySystem(String permission) {
                return false;
            }
        });
        long version = visits().getFirst().version();
        assertThat(versions.published(auditor, version, "obj_visit").version().document())
                .isNotNull();
        for (Runnable look : List.<Runnable>of(
                () -> versions.published(nobody, version),
                () -> versions.list(auditor, Kinds.OBJECTS, "visit", 0, 10),
                () -> versions.restore(auditor, Kinds.OBJECTS, "visit", version, false))) {
            assertThat(catchThrowableOfType(ProblemException.class, look::run).code())
                    .isEqualTo("FORBIDDEN");
        }
    }
}
