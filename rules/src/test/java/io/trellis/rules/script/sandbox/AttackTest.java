package io.trellis.rules.script.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.rules.script.sandbox.Attacks.Attack;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attack ends with an error that says what it was; how long it took is printed and not asserted. */
class AttackTest {
    private static final Sandbox SANDBOX = new Sandbox();
    private static final String AROUND =
            "{\"now\":\"2026-11-27T03:00:00Z\",\"today\":\"2026-11-27\",\"user\":{\"id\":\"usr_1\"},\"tenant\":\"t\"}";
    private static long slowest;

    @AfterAll
    static void close() {
        System.out.println("attack_slowest " + slowest + " ms");
        SANDBOX.close();
    }

    static Stream<Attack> attacks() {
        return Attacks.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void ends(Attack attack) {
        long started = System.nanoTime();
        String told = attempt("attacker", attack.source());
        long took = (System.nanoTime() - started) / 1_000_000;
        slowest = Math.max(slowest, took);
        System.out.println("attack " + took + " ms: " + attack.name() + ": "
                + told.lines().findFirst().orElse(""));
        assertThat(attack.expected()).as(told).anyMatch(told::contains);
        assertThat(attempt(
                        "neighbour",
                        "return [1, 2].map(x => x + 1).join() + new Decimal('0.1').plus('0.2').toString()"))
                .isEqualTo("{\"result\":\"2,30.3\"}");
    }

    @Test
    void thereAreEnough() {
        assertThat(Attacks.all()).hasSizeGreaterThanOrEqualTo(60);
    }

    /** What the attacker leaves behind is gone in the next run of the same bundle, in the same context or another. */
    @Test
    void leavesNothingBehind() {
        Bundle bundle = new Bundle(
                "tenant",
                Map.of(
                        "writer",
                        "const l = lib('state'); l.n = 41; RegExp('(secret)').test('secret'); return l.n",
                        "reader",
                        "return [lib('state').n, RegExp.$1 === undefined, Object.keys(globalThis).length]",
                        "state",
                        "exports.n = 1"));
        for (int i = 0; i < 10; i++) {
            run(bundle, "writer");
            assertThat(run(bundle, "reader")).isEqualTo("{\"result\":[1,true,0]}");
        }
    }

    private static String attempt(String owner, String source) {
        try {
            return run(new Bundle(owner, Map.of("main", source)), "main");
        } catch (ScriptFailure failure) {
            return failure.getMessage();
        }
    }

    private static String run(Bundle bundle, String script) {
        Request request =
                new Request(bundle, script, "job", AROUND, List.of("{}"), ZoneId.of("Asia/Shanghai"), Limits.DEFAULT);
        Answer answer = SANDBOX.run(request, Host.NONE).getFirst();
        return answer.failure() == null ? answer.json() : answer.failure().getMessage();
    }
}
