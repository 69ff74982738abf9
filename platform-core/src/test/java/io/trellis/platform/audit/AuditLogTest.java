package io.trellis.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.TenantGate;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** The log over a real store: found again by person, kind, period and text, in pages, and gone when its time is over. */
class AuditLogTest {
    private static final Instant BEGIN = Instant.parse("2026-01-31T08:00:00Z");

    @TempDir
    Path folder;

    private RecordStore store;
    private boolean readOnly;
    private Audit audit;
    private AuditReader reader;
    private AuditRetention retention;
    private Actor auditor;

    @BeforeEach
    void open() {
        store = SqliteRecordStore.open(
                folder.resolve("trellis.db"), new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 2));
        var beans = new StaticListableBeanFactory(Map.of("gate", new Gate()));
        ObjectProvider<TenantGate> gate = beans.getBeanProvider(TenantGate.class);
        audit = new Audit(store, gate);
        reader = new AuditReader(audit, store, access());
        retention = new AuditRetention(audit, store, access(), gate);
        auditor = new Actor("t", "usr_a", "a", "A", null, List.of(), "en-US", ZoneId.of("UTC"), "api", null);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Refuses writers while the tenant is read-only. */
    private final class Gate implements TenantGate {
        @Override
        public void enter(String tenant) {
            if (readOnly && tenant.equals("t")) {
                throw new ProblemException(ProblemException.Kind.UNAVAILABLE, "TENANT_READ_ONLY", Map.of());
            }
        }

        @Override
        public void leave(String tenant) {}

        @Override
        public void requireReadable(String tenant) {}
    }

    /** Everybody may do what is asked here; who may is tested over HTTP. */
    private static Access access() {
        return (Access)
                Proxy.newProxyInstance(Access.class.getClassLoader(), new Class<?>[] {Access.class}, (_, _, _) -> null);
    }

    private void write(AuditAction action, String user, int minute) {
        audit.write(
                "t",
                AuditEvent.of(action, user, "Name of " + user)
                        .at(BEGIN.plusSeconds(60L * minute))
                        .with(Map.of("minute", minute)));
    }

    private List<Object> minutes(AuditQuery query, int size) {
        List<Object> minutes = new ArrayList<>();
        String after = null;
        do {
            AuditReader.Page page = reader.list(auditor, query, after, size);
            page.entries().forEach(entry -> minutes.add(entry.details().get("minute")));
            after = page.next();
        } while (after != null);
        return minutes;
    }

    private static AuditQuery query(String... pairs) {
        Map<String, String> parameters = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return AuditQuery.of(parameters);
    }

    @Test
    void entriesAreFoundByWhoWhatAndWhenInPagesOfAnySize() {
        for (int i = 0; i < 20; i++) {
            write(i % 3 == 0 ? AuditAction.SIGNED_IN : AuditAction.PUBLISHED, i % 2 == 0 ? "usr_a" : "usr_ab", i);
        }
        for (int size : new int[] {1, 3, 200}) {
            assertThat(minutes(query(), size)).hasSize(20).startsWith(19, 18).endsWith(1, 0);
            assertThat(minutes(query("user", "usr_a"), size)).containsExactly(18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
            assertThat(minutes(query("kind", "signIn", "user", "usr_a"), size)).containsExactly(18, 12, 6, 0);
            assertThat(minutes(query("action", "signedIn", "q", "NAME OF USR_AB"), size))
                    .containsExactly(15, 9, 3);
            assertThat(minutes(
                            query(
                                    "from", BEGIN.plusSeconds(120).toString(),
                                    "to", BEGIN.plusSeconds(300).toString()),
                            size))
                    .containsExactly(4, 3, 2);
        }
        assertThat(reader.own(auditor, null, 50).entries()).hasSize(4);
    }

    @Test
    void aMarkedEntryIsWrittenAgainAndNotTwice() {
        var event = AuditEvent.of(AuditAction.SIGN_IN_FAILED, null, "x").at(BEGIN);
        audit.write("t", "m1", event);
        audit.write("t", "m1", event.times(7));
        assertThat(reader.list(auditor, query(), null, 50).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.count()).isEqualTo(7));
    }

    @Test
    void whatIsOlderThanTheTenantKeepsItGoesWithItsWayFromThePerson() {
        for (int i = 0; i < 500; i++) {
            write(AuditAction.SIGNED_IN, "usr_a", i);
        }
        Instant now = BEGIN.plusSeconds(60L * 450).plusSeconds(86_400L * AuditRetention.DEFAULT_DAYS);
        assertThat(retention.expire("t", now)).isEqualTo(450);
        assertThat(retention.expire("t", now)).isZero();
        assertThat(store.system().list("t", Audit.KIND)).hasSize(50);
        assertThat(store.system().list("t", Audit.BY_USER)).hasSize(50);
        retention.change(auditor, AuditRetention.SHORTEST_DAYS);
        assertThat(retention.days(auditor)).isEqualTo(AuditRetention.SHORTEST_DAYS);
        // With the entry that tells of the change itself.
        assertThat(retention.expire("t", now)).isEqualTo(51);
        assertThat(catchThrowableOfType(ProblemException.class, () -> retention.change(auditor, 1))
                        .code())
                .isEqualTo("INVALID_SETTING");
    }

    @Test
    void whatHappensInAReadOnlyTenantIsKeptBesideItAndFoundAllTheSame() {
        write(AuditAction.SIGNED_IN, "usr_a", 1);
        readOnly = true;
        write(AuditAction.SIGNED_IN, "usr_a", 2);
        readOnly = false;
        write(AuditAction.SIGNED_IN, "usr_a", 3);
        assertThat(store.system().list("t", Audit.KIND)).hasSize(2);
        for (int size : new int[] {1, 50}) {
            assertThat(minutes(query(), size)).containsExactly(3, 2, 1);
            assertThat(minutes(query("user", "usr_a"), size)).containsExactly(3, 2, 1);
        }
        assertThat(retention.expire("t", BEGIN.plusSeconds(86_400L * 4000))).isEqualTo(3);
    }
}
