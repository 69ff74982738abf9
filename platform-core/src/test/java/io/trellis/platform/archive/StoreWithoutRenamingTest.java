package io.trellis.platform.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.TenantLoader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restorations into a store that can't put one tenant in another's place in one step, as one whose keys contain the tenant can't. */
class StoreWithoutRenamingTest {
    @TempDir
    Path folder;

    private ArchiveWorld from;
    private ArchiveWorld to;
    private TenantArchives archives;
    private Path file;

    @BeforeEach
    void open() {
        from = new ArchiveWorld(folder.resolve("from"));
        to = new ArchiveWorld(folder.resolve("to"));
        archives = new TenantArchives(withoutRenaming(to.store), to.blobs, to.catalogs);
        file = folder.resolve("acme.trellis");
        from.make("acme");
        from.file("acme", "fil_A1", "bytes".getBytes());
        new Activity(from, "acme", 31).run(80);
        from.archives.backup("acme", file, true, Progress.NONE);
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    /** The embedded store without the one thing that it can do and others can't. */
    private static RecordStore withoutRenaming(RecordStore store) {
        TenantLoader loader = (TenantLoader) Proxy.newProxyInstance(
                TenantLoader.class.getClassLoader(),
                new Class<?>[] {TenantLoader.class},
                (_, method, arguments) -> method.getName().startsWith("replace")
                        ? (Object) false
                        : call(store.loader(), method, arguments));
        return (RecordStore) Proxy.newProxyInstance(
                RecordStore.class.getClassLoader(),
                new Class<?>[] {RecordStore.class},
                (_, method, arguments) -> method.getName().equals("loader") ? loader : call(store, method, arguments));
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private void assertWhole() {
        assertThat(to.archives.compare("acme", file, Progress.NONE)).allMatch(TenantArchivesTest::same);
        Observation.assertSame(Observation.of(to, "acme", "ann"), Observation.of(from, "acme", "ann"));
        assertThat(to.signInRefusal("acme", "ann")).isNull();
        assertThat(to.bytes("acme", "fil_A1")).isEqualTo("bytes".getBytes());
        try (var left = to.store.snapshot("acme~restoring")) {
            assertThat(left.objects()).isEmpty();
        }
    }

    private static Progress stopAt(String part, int time) {
        int[] seen = {0};
        return (now, lines) -> {
            if (now.equals(part) && lines == 1 && ++seen[0] == time) {
                throw new IllegalStateException("stopped");
            }
        };
    }

    @Test
    void aNewTenantIsLoadedBehindAClosedDoor() {
        assertThatThrownBy(() -> archives.restore(file, null, false, Exchange.NOBODY, stopAt("credentials.jsonl", 1)))
                .hasMessage("stopped");
        assertThat(to.tenants.find("acme")).isEmpty();
        assertThat(to.signInRefusal("acme", "ann")).isIn("TENANT_CLOSED", "WRONG_CREDENTIALS");
        archives.restore(file, null, false, Exchange.NOBODY, Progress.NONE);
        to.gate.set("acme", io.trellis.platform.tenant.TenantState.OPEN, true);
        assertWhole();
    }

    @Test
    void aTenantThatIsReplacedIsThereUntilTheOtherWasLoadedAndCompared() {
        to.make("acme");
        to.records.create(to.actor("acme", "ann"), "box", Map.of("title", "before"));
        List<String> before = Observation.of(to, "acme", "ann");
        assertThatThrownBy(() -> archives.restore(file, null, true, exchange(), stopAt("credentials.jsonl", 1)))
                .hasMessage("stopped");
        Observation.assertSame(Observation.of(to, "acme", "ann"), before);
        archives.restore(file, null, true, exchange(), Progress.NONE);
        assertWhole();
    }

    @Test
    void anExchangeThatWasStoppedIsDoneAgain() {
        to.make("acme");
        assertThatThrownBy(() -> archives.restore(file, null, true, exchange(), stopAt("history.jsonl", 2)))
                .hasMessage("stopped");
        assertThat(to.tenants.find("acme")).as("neither of the two").isEmpty();
        archives.restore(file, null, false, exchange(), Progress.NONE);
        assertWhole();
    }

    private Exchange exchange() {
        return new ServerExchange(to.store, to.gate, to.access, to.memories);
    }
}
