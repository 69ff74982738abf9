package io.trellis.platform.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Defining;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.TenantState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out of an archive is what went in, for everybody and on every path; and until it is, nobody sees it. */
class TenantArchivesTest {
    @TempDir
    Path folder;

    private ArchiveWorld from;
    private ArchiveWorld to;
    private Path file;

    @BeforeEach
    void open() {
        from = new ArchiveWorld(folder.resolve("from"));
        to = new ArchiveWorld(folder.resolve("to"));
        file = folder.resolve("acme.trellis");
        from.make("acme");
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    private void backup() {
        from.archives.backup("acme", file, true, Progress.NONE);
    }

    private List<Difference> restore() {
        return to.archives.restore(file, null, false, Exchange.NOBODY, Progress.NONE);
    }

    /** Who signed in since is told by the one that they signed in to. */
    static boolean same(Difference difference) {
        return difference.equal() || difference.goesOn();
    }

    private void assertTheSame(String tenant) {
        assertThat(to.catalogs.current(tenant).objects().stream().map(CatalogObject::definition))
                .containsExactlyInAnyOrderElementsOf(from.catalogs.current("acme").objects().stream()
                        .map(CatalogObject::definition)
                        .toList());
        for (String person : List.of("admin", "ann", "bob")) {
            Observation.assertSame(Observation.of(to, tenant, person), Observation.of(from, "acme", person));
            assertThat(to.signInRefusal(tenant, person)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRestoredTenantIsTheSameOnEveryPath(long seed) {
        new Activity(from, "acme", seed).run(150);
        backup();
        assertThat(restore()).allMatch(Difference::equal);
        assertThat(to.catalogs.current("acme").version())
                .isEqualTo(from.catalogs.current("acme").version());
        assertThat(to.archives.compare("acme", file, Progress.NONE)).allMatch(Difference::equal);
        // Signing in leaves entries in the audit log, so it comes after the comparison.
        assertTheSame("acme");
        new Activity(to, "acme", seed + 100).run(40);
        assertThat(to.archives.compare("acme", file, Progress.NONE)).anyMatch(difference -> !same(difference));
    }

    @Test
    void numbersGoOnWhereTheyStopped() {
        Actor ann = from.actor("acme", "ann");
        for (int i = 0; i < 3; i++) {
            from.records.create(ann, "slip", Map.of("note", "n"));
        }
        String before = from.records.create(ann, "box", Map.of("title", "t")).text("number");
        backup();
        restore();
        Actor restored = to.actor("acme", "ann");
        assertThat(to.records.create(restored, "slip", Map.of("note", "n")).text("number"))
                .isEqualTo("S-0004");
        assertThat(to.records.create(restored, "box", Map.of("title", "t")).text("number"))
                .isGreaterThan(before);
    }

    @Test
    void metadataGoesOnToBeChangedAfterARestoration() {
        Actor ann = from.actor("acme", "ann");
        RecordView box = from.records.create(ann, "box", Map.of("title", "t", "old", "kept"));
        Defining.removeField(from.context, from.system("acme"), "box", "old");
        backup();
        restore();
        Defining.putField(to.context, to.system("acme"), "box", "old", "{\"type\":\"text\",\"max\":40}");
        assertThat(to.records.get(to.system("acme"), "box", box.id()).text("old"))
                .as("what a removed field left comes back with it")
                .isEqualTo("kept");
    }

    @Test
    void aTenantMayComeBackUnderAnotherName() {
        new Activity(from, "acme", 4).run(60);
        backup();
        to.archives.restore(file, "acme-copy", false, Exchange.NOBODY, Progress.NONE);
        assertTheSame("acme-copy");
        assertThat(to.tenants.find("acme")).isEmpty();
        assertThat(to.signInRefusal("acme", "ann")).isEqualTo("WRONG_CREDENTIALS");
        assertThatThrownBy(() -> to.archives.restore(file, "No Name", false, Exchange.NOBODY, Progress.NONE))
                .hasMessageContaining("INVALID_TENANT_NAME");
    }

    @Test
    void aTenantThatIsThereIsReplacedOnlyWhenThatIsWanted() {
        to.make("acme");
        to.records.create(to.actor("acme", "ann"), "box", Map.of("title", "was here before"));
        new Activity(from, "acme", 5).run(60);
        backup();
        List<String> before = Observation.of(to, "acme", "admin");
        assertThatThrownBy(this::restore)
                .isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(refused.code())
                        .isEqualTo("TENANT_EXISTS"));
        Observation.assertSame(Observation.of(to, "acme", "admin"), before);
        to.archives.restore(file, null, true, exchange(), Progress.NONE);
        assertTheSame("acme");
        assertThat(to.tenants.list()).extracting(Tenant::name).containsExactly("acme");
    }

    /** What the server does around an exchange. */
    private Exchange exchange() {
        return new Exchange() {
            @Override
            public void before(String tenant) {
                to.gate.set(tenant, TenantState.CLOSED, true);
                assertThat(to.signInRefusal(tenant, "ann")).isEqualTo("TENANT_CLOSED");
            }

            @Override
            public void after(String tenant) {
                to.access.endSessions(tenant);
                to.memories.forget(tenant);
            }

            @Override
            public void done(String tenant) {
                to.gate.set(tenant, TenantState.OPEN, true);
            }
        };
    }

    @Test
    void withoutPasswordsAnArchiveLetsNobodyInButLeavesPeopleTheirOwn() {
        from.archives.backup("acme", file, false, Progress.NONE);
        restore();
        assertThat(to.signInRefusal("acme", "ann")).isEqualTo("WRONG_CREDENTIALS");
        String id = to.actor("acme", "ann").userId();
        to.access.setPassword("acme", id, ArchiveWorld.PASSWORD);
        to.archives.restore(file, null, true, exchange(), Progress.NONE);
        assertThat(to.signInRefusal("acme", "ann")).isNull();
        assertThat(to.signInRefusal("acme", "bob")).isEqualTo("WRONG_CREDENTIALS");
    }

    @Test
    void listenersAreToldOfEveryLiveRecordThatCameIn() {
        new Activity(from, "acme", 6).run(60);
        backup();
        restore();
        assertThat(to.store.readOutbox(0, 10_000))
                .allSatisfy(event -> {
                    assertThat(event.tenant()).isEqualTo("acme");
                    assertThat(event.kind()).isEqualTo("loaded");
                })
                .filteredOn(event -> event.object().equals("box"))
                .hasSize((int) from.records.count(from.system("acme"), "box", null));
    }

    @Test
    void aMovedTenantStaysBehindReadOnly() {
        new Activity(from, "acme", 7).run(60);
        Actor ann = from.actor("acme", "ann");
        assertThat(from.archives.move("acme", to.archives, false, Progress.NONE))
                .allMatch(Difference::equal);
        assertThat(to.tenants.find("acme").orElseThrow().state()).isEqualTo(TenantState.OPEN);
        assertThat(from.tenants.find("acme").orElseThrow().state()).isEqualTo(TenantState.READ_ONLY);
        assertThat(from.archives.compare("acme", to.archives, Progress.NONE)).allMatch(Difference::equal);
        assertTheSame("acme");
        from.gate.set("acme", TenantState.READ_ONLY, true);
        assertReadOnly(ann);
        from.gate.set("acme", TenantState.OPEN, true);
        from.records.create(ann, "box", Map.of("title", "released"));
        assertThat(from.archives.compare("acme", to.archives, Progress.NONE))
                .filteredOn(difference -> difference.part().equals("records/box.jsonl"))
                .first()
                .satisfies(difference -> assertThat(difference.missing()).isEqualTo(1));
    }

    private void assertReadOnly(Actor ann) {
        for (Runnable write : List.<Runnable>of(
                () -> from.records.create(ann, "box", Map.of("title", "late")),
                () -> from.access.setPassword("acme", ann.userId(), "Another-Pass-1"),
                () -> Defining.putField(from.context, from.system("acme"), "box", "late", "{\"type\":\"boolean\"}"))) {
            assertThatThrownBy(write::run).isInstanceOfSatisfying(ProblemException.class, refused -> {
                assertThat(refused.code()).isEqualTo("TENANT_READ_ONLY");
                assertThat(refused.kind()).isEqualTo(ProblemException.Kind.UNAVAILABLE);
            });
        }
        assertThat(from.signInRefusal("acme", "ann")).isNull();
        assertThat(from.records.count(ann, "slip", null)).isNotNegative();
    }

    @Test
    void verificationNamesTheRecordsThatDiffer() {
        RecordView box = from.records.create(from.actor("acme", "ann"), "box", Map.of("title", "t"));
        backup();
        restore();
        var realm = new io.trellis.platform.store.Realm("acme", to.catalogs.current("acme"));
        StoredRecord record = to.store.find(realm, "box", box.id()).orElseThrow();
        to.store
                .loader()
                .putRecords(
                        realm,
                        "box",
                        List.of(new StoredRecord(record.id(), record.system(), "{\"title\":\"u\"}".getBytes())));
        assertThat(to.archives.compare("acme", file, Progress.NONE))
                .filteredOn(difference -> !same(difference))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.part()).isEqualTo("records/box.jsonl");
                    assertThat(difference.different()).isEqualTo(1);
                    assertThat(difference.examples()).containsExactly(box.id());
                });
    }

    @Test
    void filesComeAlongWithTheirBytes() {
        byte[] large = new byte[300_000];
        new java.util.Random(1).nextBytes(large);
        from.file("acme", "fil_A1", large);
        from.file("acme", "fil_B2", new byte[0]);
        from.file("acme", "fil_C3", "\n{\"kind\":\"file\"}\n".getBytes());
        backup();
        assertThat(TenantArchives.verify(file).counts()).containsEntry("blobs.bin", 3L);
        to.archives.restore(file, "acme-copy", false, Exchange.NOBODY, Progress.NONE);
        assertThat(to.bytes("acme-copy", "fil_A1")).isEqualTo(large);
        assertThat(to.bytes("acme-copy", "fil_B2")).isEmpty();
        assertThat(to.bytes("acme-copy", "fil_C3")).isEqualTo(from.bytes("acme", "fil_C3"));
        from.archives.move("acme", to.archives, false, Progress.NONE);
        assertThat(to.bytes("acme", "fil_A1")).isEqualTo(large);
    }

    @Test
    void aFileWhoseBytesAreOthersIsADifference() {
        from.file("acme", "fil_A1", "one".getBytes());
        backup();
        restore();
        to.file("acme", "fil_A1", "two".getBytes());
        assertThat(to.archives.compare("acme", file, Progress.NONE))
                .filteredOn(difference -> !same(difference))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.part()).isEqualTo("blobs.bin");
                    assertThat(difference.examples()).containsExactly("fil_A1");
                });
    }
}
