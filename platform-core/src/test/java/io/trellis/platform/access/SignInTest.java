package io.trellis.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.audit.Audit;
import io.trellis.platform.cluster.Notices;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.TenantGate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class SignInTest {
    @TempDir
    Path folder;

    private AccessWorld world;
    private Sessions sessions;
    private Credentials credentials;
    private SignIn signIn;
    private SignInTrail trail;
    private Audit audit;
    private Instant now = Instant.parse("2026-01-31T08:00:00Z");
    private final InstantSource clock = () -> now;

    @BeforeEach
    void build() {
        world = new AccessWorld(folder);
        sessions = new Sessions(store(), clock);
        world.graph.onDeparture((tenant, user) -> sessions.endAll(tenant, user, null));
        var gate = new StaticListableBeanFactory().getBeanProvider(TenantGate.class);
        credentials = new Credentials(world.store, gate);
        trail = new SignInTrail(audit = Audit.of(world.store), clock);
        signIn = new SignIn(world.standings, credentials, sessions, world.store, trail, gate);
        credentials.store(AccessWorld.TENANT, "usr_worker", credentials.hash("right password"));
    }

    private SessionStore store() {
        return new SessionStore(world.store.system(), Notices.unheard(world.store.system()));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Sessions.Issued begin() {
        return signIn.signIn(AccessWorld.TENANT, "Worker", "right password", "10.0.0.1", "test", false);
    }

    private String refused(String tenant, String username, String password) {
        try {
            signIn.signIn(tenant, username, password, "10.0.0.1", "test", false);
            return "signed in";
        } catch (ProblemException problem) {
            return problem.code();
        }
    }

    @Test
    void signsInWhateverTheCaseOfTheName() {
        var issued = begin();
        assertThat(issued.token()).startsWith("trl_").hasSize(47);
        assertThat(sessions.use(issued.token())).isSameAs(issued.session());
    }

    @Test
    void saysTheSameOfAWrongNameTenantOrPassword() {
        assertThat(refused(AccessWorld.TENANT, "worker", "wrong")).isEqualTo("WRONG_CREDENTIALS");
        assertThat(refused(AccessWorld.TENANT, "nobody", "right password")).isEqualTo("WRONG_CREDENTIALS");
        assertThat(refused(AccessWorld.TENANT, "peer", "x")).isEqualTo("WRONG_CREDENTIALS");
        assertThat(refused(AccessWorld.TENANT, "worker", "x".repeat(5000))).isEqualTo("WRONG_CREDENTIALS");
    }

    @Test
    void takesAsLongForAnUnknownUser() {
        refused(AccessWorld.TENANT, "nobody0", "x");
        long known = nanos(() -> refused(AccessWorld.TENANT, "worker", "wrong"));
        long unknown = nanos(() -> refused(AccessWorld.TENANT, "nobody1", "wrong"));
        assertThat(unknown).isGreaterThan(known / 4);
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    @Test
    void makesGuessersWaitButNotOthers() {
        for (int i = 0; i < 5; i++) {
            assertThat(refused(AccessWorld.TENANT, "worker", "guess" + i)).isEqualTo("WRONG_CREDENTIALS");
        }
        assertThatThrownBy(this::begin).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code()).isEqualTo("TOO_MANY_ATTEMPTS");
            assertThat(problem.params()).containsKey("retryAfter");
        });
        assertThat(refused(AccessWorld.TENANT, "peer", "x")).isEqualTo("WRONG_CREDENTIALS");
    }

    @Test
    void waitsGrowAndAreForgotten() {
        var throttle =
                new Throttle(world.store.system(), "test", 3, Duration.ofMinutes(5), Duration.ofMinutes(15), clock);
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.waitSeconds("k")).isZero();
            throttle.failed("k");
        }
        assertThat(throttle.waitSeconds("k")).isBetween(1L, 2L);
        for (int i = 0; i < 20; i++) {
            throttle.failed("k");
        }
        assertThat(throttle.waitSeconds("k")).isBetween(300L, 301L);
        now = now.plus(Duration.ofMinutes(16));
        throttle.failed("k");
        assertThat(throttle.waitSeconds("k")).isZero();
    }

    @Test
    void keepsOnlyTheHashOfATokenAndFindsItAfterARestart() {
        String token = begin().token();
        var stored = world.store.system().list("", "session").getFirst();
        assertThat(stored.key()).isEqualTo(Tokens.digest(token));
        assertThat(new String(stored.json())).doesNotContain(token);
        var restarted = new Sessions(store(), clock);
        assertThat(restarted.use(token)).isNotNull();
        assertThat(restarted.use("trl_" + "A".repeat(43))).isNull();
    }

    @Test
    void endsIdleAndOldSessions() {
        String token = begin().token();
        now = now.plus(Duration.ofHours(11));
        assertThat(sessions.use(token)).isNotNull();
        now = now.plus(Duration.ofHours(13));
        assertThat(sessions.use(token)).isNull();
        String busy = begin().token();
        for (int hour = 0; hour < 30 * 24 - 6; hour += 6) {
            now = now.plus(Duration.ofHours(6));
            assertThat(sessions.use(busy)).as("after " + hour + " h").isNotNull();
        }
        now = now.plus(Duration.ofHours(6));
        assertThat(sessions.use(busy)).isNull();
    }

    @Test
    void deactivationEndsSessionsForGood() {
        String token = begin().token();
        world.deactivate("worker");
        assertThat(sessions.use(token)).isNull();
        assertThat(refused(AccessWorld.TENANT, "worker", "right password")).isEqualTo("WRONG_CREDENTIALS");
        world.user("worker", "dep_team", "lead");
        assertThat(sessions.use(token)).isNull();
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        var here = begin();
        var there = begin();
        var passwords = new Passwords(world.standings, credentials, sessions, signIn, trail);
        passwords.change(world.actor("worker"), here.session(), "right password", "another password");
        assertThat(sessions.use(here.token())).isNotNull();
        assertThat(sessions.use(there.token())).isNull();
        assertThat(refused(AccessWorld.TENANT, "worker", "right password")).isEqualTo("WRONG_CREDENTIALS");
        assertThat(refused(AccessWorld.TENANT, "worker", "another password")).isEqualTo("signed in");
    }

    private List<String> entries() {
        trail.stop();
        return world.store.system().list(AccessWorld.TENANT, "audit").stream()
                .map(document -> new String(document.json()))
                .toList();
    }

    @Test
    void nobodyComesInWithoutAnEntry() {
        begin();
        assertThat(entries()).singleElement().satisfies(entry -> assertThat(entry)
                .contains("\"signedIn\"", "usr_worker", "10.0.0.1", "\"agent\":\"test\"")
                .doesNotContain("trl_", "right password"));
    }

    @Test
    void refusalsAreCountedAndSayWhy() {
        for (int i = 0; i < 3; i++) {
            refused(AccessWorld.TENANT, "worker", "wrong");
        }
        refused(AccessWorld.TENANT, "nobody", "wrong");
        world.deactivate("peer");
        refused(AccessWorld.TENANT, "peer", "wrong");
        assertThat(entries())
                .hasSize(3)
                .anySatisfy(
                        entry -> assertThat(entry).contains("wrongPassword", "\"count\":3", "\"user\":\"usr_worker\""))
                .anySatisfy(entry ->
                        assertThat(entry).contains("unknownUser", "nobody").doesNotContain("\"user\""))
                .anySatisfy(entry -> assertThat(entry).contains("inactive", "usr_peer"));
    }

    @Test
    void aFloodOfGuessesFillsNothing() {
        for (int i = 0; i < 200; i++) {
            refused(AccessWorld.TENANT, "worker", "guess");
        }
        assertThat(entries())
                .hasSize(2)
                .anySatisfy(entry -> assertThat(entry).contains("signInFailed", "\"count\":5"))
                .anySatisfy(entry -> assertThat(entry).contains("lockedOut", "\"count\":195"));
    }

    @Test
    void refusesPasswordsThatAreTooShortTooLongOrTooCommon() {
        assertThat(credentials.check("short", "u")).extracting("code").containsExactly("PASSWORD_TOO_SHORT");
        assertThat(credentials.check("密".repeat(25), "u")).extracting("code").containsExactly("PASSWORD_TOO_LONG");
        assertThat(credentials.check("Password123", "u")).extracting("code").containsExactly("PASSWORD_TOO_COMMON");
        assertThat(credentials.check("chen.siyuan", "Chen.Siyuan"))
                .extracting("code")
                .containsExactly("PASSWORD_TOO_COMMON");
        assertThat(credentials.check("trellis-demo", "u")).isEmpty();
    }
}
