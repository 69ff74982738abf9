package io.trellis.platform.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.tenant.Tenant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restoration that ends in the middle leaves nothing to be seen, and goes on when it is run again. */
class ResumedRestorationTest {
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
        new Activity(from, "acme", 21).run(120);
        from.archives.backup("acme", file, true, Progress.NONE);
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void restore(boolean replace, Progress progress) {
        to.archives.restore(file, null, replace, Exchange.NOBODY, progress);
    }

    @Test
    void goesOnFromWhereverItWasStopped() {
        List<String> steps = new ArrayList<>();
        to.archives.restore(file, "dry", false, Exchange.NOBODY, (part, lines) -> steps.add(part + lines));
        int each = Math.max(1, steps.size() / 25);
        int stops = 0;
        for (int stop = 0; stop < steps.size(); stop += each) {
            int at = stop;
            int[] step = {0};
            assertThatThrownBy(() -> restore(false, (part, lines) -> {
                        if (step[0]++ == at) {
                            throw new Stopped();
                        }
                    }))
                    .isInstanceOf(Stopped.class);
            assertThat(to.tenants.find("acme")).isEmpty();
            assertThat(to.tenants.list()).extracting(Tenant::name).containsExactly("dry");
            assertThat(to.signInRefusal("acme~restoring", "ann")).isEqualTo("TENANT_CLOSED");
            stops++;
        }
        assertThat(stops).isGreaterThan(10);
        assertThat(to.signInRefusal("acme", "ann")).isEqualTo("WRONG_CREDENTIALS");
        restore(false, Progress.NONE);
        Observation.assertSame(Observation.of(to, "acme", "ann"), Observation.of(from, "acme", "ann"));
        assertThat(to.archives.compare("acme", file, Progress.NONE)).allMatch(Difference::equal);
        assertThat(to.signInRefusal("acme", "ann")).isNull();
    }

    @Test
    void leavesTheFormerTenantAsItIsUntilTheNewOneIsVerified() {
        to.make("acme");
        to.records.create(to.actor("acme", "ann"), "box", Map.of("title", "mine"));
        List<String> before = Observation.of(to, "acme", "ann");
        assertThatThrownBy(() -> restore(true, (part, _) -> {
                    if (part.startsWith("credentials")) {
                        throw new Stopped();
                    }
                }))
                .isInstanceOf(Stopped.class);
        Observation.assertSame(Observation.of(to, "acme", "ann"), before);
        assertThat(to.signInRefusal("acme", "ann")).isNull();
    }

    @Test
    void takesUpWhatAnotherArchiveLeft() {
        assertThatThrownBy(() -> restore(false, (part, lines) -> {
                    if (part.startsWith("history") && lines > 20) {
                        throw new Stopped();
                    }
                }))
                .isInstanceOf(Stopped.class);
        new Activity(from, "acme", 22).run(80);
        io.trellis.platform.publish.Defining.put(
                from.context,
                from.system("acme"),
                "objects",
                "crate",
                "{\"name\":\"crate\",\"prefix\":\"crt\",\"label\":{\"en-US\":\"Crate\"},\"nameField\":\"name\","
                        + "\"fields\":[{\"name\":\"name\",\"type\":\"text\",\"max\":9}]}");
        from.archives.backup("acme", file, true, Progress.NONE);
        restore(false, Progress.NONE);
        assertThat(to.archives.compare("acme", file, Progress.NONE)).allMatch(TenantArchivesTest::same);
        Observation.assertSame(Observation.of(to, "acme", "bob"), Observation.of(from, "acme", "bob"));
    }
}
