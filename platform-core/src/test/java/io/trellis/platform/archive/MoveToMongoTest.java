package io.trellis.platform.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.store.mongo.TestMongo;
import io.trellis.platform.tenant.TenantState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants between the two stores there are, there and back, and what is checked on the way. */
class MoveToMongoTest {
    @TempDir
    Path folder;

    private ArchiveWorld embedded;
    private ArchiveWorld mongo;

    @BeforeEach
    void open() {
        embedded = new ArchiveWorld(folder.resolve("embedded"));
        mongo = new ArchiveWorld(folder.resolve("mongo"), TestMongo.freshUri());
        embedded.make("acme");
        embedded.file("acme", "fil_A1", "bytes".getBytes());
        new Activity(embedded, "acme", 41).run(120);
    }

    @AfterEach
    void close() {
        embedded.close();
        mongo.close();
    }

    private static void assertSame(ArchiveWorld actual, ArchiveWorld expected) {
        for (String person : List.of("admin", "ann", "bob")) {
            Observation.assertSame(Observation.of(actual, "acme", person), Observation.of(expected, "acme", person));
            assertThat(actual.signInRefusal("acme", person)).isNull();
        }
        assertThat(actual.bytes("acme", "fil_A1")).isEqualTo("bytes".getBytes());
    }

    @Test
    void aTenantIsTheSameInMongoAndBackAgain() {
        assertThat(embedded.archives.move("acme", mongo.archives, false, Progress.NONE))
                .allMatch(Difference::equal);
        assertThat(embedded.archives.compare("acme", mongo.archives, Progress.NONE))
                .allMatch(TenantArchivesTest::same);
        mongo.gate.set("acme", TenantState.OPEN, true);
        assertSame(mongo, embedded);
        new Activity(mongo, "acme", 42).run(60);
        try (var back = new ArchiveWorld(folder.resolve("back"))) {
            assertThat(mongo.archives.move("acme", back.archives, false, Progress.NONE))
                    .allMatch(Difference::equal);
            assertSame(back, mongo);
        }
    }

    @Test
    void anArchiveOfOneStoreIsRestoredIntoTheOther() {
        Path file = folder.resolve("acme.trellis");
        embedded.archives.backup("acme", file, true, Progress.NONE);
        assertThatThrownBy(() -> mongo.archives.restore(file, null, false, Exchange.NOBODY, (part, _) -> {
                    if (part.startsWith("credentials")) {
                        throw new IllegalStateException("stopped");
                    }
                }))
                .hasMessage("stopped");
        assertThat(mongo.tenants.find("acme")).isEmpty();
        mongo.archives.restore(file, null, false, Exchange.NOBODY, Progress.NONE);
        mongo.gate.set("acme", TenantState.OPEN, true);
        assertSame(mongo, embedded);

        mongo.records.create(mongo.actor("acme", "ann"), "box", Map.of("title", "later"));
        mongo.archives.restore(
                file,
                null,
                true,
                new ServerExchange(mongo.store, mongo.gate, mongo.access, mongo.memories),
                Progress.NONE);
        assertSame(mongo, embedded);
        assertThat(mongo.archives.compare("acme", file, Progress.NONE)).allMatch(TenantArchivesTest::same);
    }
}
