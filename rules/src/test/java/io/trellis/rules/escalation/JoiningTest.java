package io.trellis.rules.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.kind.Kind;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.schema.Documents;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.SystemValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What joins a record's commit. */
class JoiningTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final Commit.Change CHANGE =
            new Commit.Change("updated", NOW, "system", "system:escalation", new byte[] {'{', '}'});

    private final Realm realm = new Realm("t", catalog());
    private final Joining joining = new Joining();

    private static Catalog catalog() {
        return CatalogCompiler.compile(
                        1,
                        List.of(
                                read(Kinds.OBJECTS, "{name: ticket, prefix: tck, fields: [{name: name, type: text}]}"),
                                read(Kinds.ESCALATIONS, """
                                        {name: late, object: ticket, active: false, since: createdAt,
                                         levels: [{afterHours: 1, set: {name: "'x'"}}]}""")))
                .get();
    }

    private static Definition read(Kind<?> kind, String yaml) {
        Object document = Documents.readYaml(yaml.getBytes(StandardCharsets.UTF_8), problem -> {
                    throw new IllegalStateException(problem.toString());
                })
                .orElseThrow()
                .value();
        return kind.read(document, null, problem -> {
                    throw new IllegalStateException(problem.toString());
                })
                .orElseThrow();
    }

    private static Commit.Put put(String id, long expectedVersion) {
        return new Commit.Put(
                "ticket",
                id,
                expectedVersion,
                new SystemValues(expectedVersion + 1, null, null, NOW, "u", NOW, "u", null, null),
                Map.of(),
                Map.of(),
                CHANGE);
    }

    private static Joining.Level level(long version) {
        return new Joining.Level(
                "tck_1",
                version,
                put -> List.of(Marks.put(
                        "esc_ticket.late", put.id(), Mark.start(put.system().updatedAt()), 0)));
    }

    @Test
    void aLevelGoesWithItsRecordAndWithNoOther() {
        Joining.Level level = level(4);
        var commit = new Commit(List.of(put("tck_0", 9), put("tck_1", 4), put("tck_2", 1)));

        Joining.during(level, () -> {
            assertThat(joining.documents(realm, commit))
                    .extracting(SystemStore.Put::key)
                    .containsExactly("esc_ticket.late/tck_1");
            return null;
        });
        assertThat(level.joined()).isTrue();
        assertThat(joining.documents(realm, commit)).isEmpty();
    }

    @Test
    void aRecordThatHasMovedOnIsNotWrittenWhoeverChangedWhatever() {
        Joining.Level level = level(4);

        assertThatThrownBy(() ->
                        Joining.during(level, () -> joining.documents(realm, new Commit(List.of(put("tck_1", 5))))))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.kind())
                        .isEqualTo(ProblemException.Kind.CONFLICT));
        assertThat(level.joined()).isFalse();
    }

    @Test
    void whatLeavesForGoodTakesItsMarksAlong() {
        var commit = new Commit(List.of(new Commit.Purge("ticket", "tck_1", 3, CHANGE)));

        assertThat(joining.documents(realm, commit)).singleElement().satisfies(put -> {
            assertThat(put.key()).isEqualTo("esc_ticket.late/tck_1");
            assertThat(put.json()).isNull();
        });
    }
}
