package io.trellis.rules.script.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SandboxTest {
    private static final Sandbox SANDBOX = new Sandbox();
    private static final String AROUND =
            "{\"now\":\"2026-11-27T03:00:00Z\",\"today\":\"2026-11-27\",\"user\":{\"id\":\"usr_1\"},\"tenant\":\"t\"}";

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    private static String run(String source) {
        return run("a", Map.of("main", source), Host.NONE);
    }

    private static String run(String owner, Map<String, String> sources, Host host) {
        Request request = new Request(
                new Bundle(owner, sources),
                "main",
                "job",
                AROUND,
                List.of("{}"),
                ZoneId.of("Asia/Shanghai"),
                Limits.DEFAULT);
        Answer answer = SANDBOX.run(request, host).getFirst();
        if (answer.failure() != null) {
            throw answer.failure();
        }
        return answer.json();
    }

    @Test
    void decimalsAreExact() {
        assertThat(run("return new Decimal('0.1').plus('0.2').times(3).round(2)"))
                .isEqualTo("{\"result\":{\"$dec\":\"0.90\"}}");
        assertThatThrownBy(() -> run("return new Decimal(1) + 1")).hasMessageContaining("exact");
        assertThatThrownBy(() -> run("return new Decimal(1).div(0)")).hasMessageContaining("zero");
        assertThatThrownBy(() -> run("return new Decimal('1e999999999')")).hasMessageContaining("digits");
    }

    @Test
    void tellsTheLineOfAnError() {
        assertThatThrownBy(() -> run("const a = 1;\nconst b = null;\nreturn b.c;"))
                .isInstanceOfSatisfying(ScriptFailure.class, failure -> {
                    assertThat(failure.line()).isEqualTo(3);
                    assertThat(failure.script()).isEqualTo("main");
                });
        assertThatThrownBy(() -> SANDBOX.check("main", "const a = 1;\nconst = 2;"))
                .isInstanceOfSatisfying(ScriptFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ScriptFailure.Kind.SYNTAX);
                    assertThat(failure.line()).isEqualTo(2);
                    assertThat(failure.column()).isEqualTo(7);
                });
    }

    @Test
    void doesNotLetAScriptOutOfItsFunction() {
        assertThatThrownBy(() -> SANDBOX.check("main", "}); while(true){} (function(){"))
                .hasMessageContaining("braces");
    }

    @Test
    void librariesAreMadeAnewInEveryRun() {
        var sources = Map.of("main", "return lib('count').next()", "count", "let n = 0; return {next: () => ++n}");
        for (int i = 0; i < 3; i++) {
            assertThat(run("a", sources, Host.NONE)).isEqualTo("{\"result\":1}");
        }
    }

    @Test
    void asksTheHostAndCatchesWhatItRefuses() {
        Host host = (operation, arguments) -> {
            if (operation.equals("get")) {
                throw new Host.Refusal("NOT_FOUND", "no such record", "[{\"code\":\"X\"}]");
            }
            return "{\"got\":" + arguments + ",\"sum\":{\"$dec\":\"1.50\"}}";
        };
        assertThat(run(
                        "a",
                        Map.of("main", "return trellis.query('order', {filter: 'a = 1'}).sum.plus(1).toString()"),
                        host))
                .isEqualTo("{\"result\":\"2.50\"}");
        assertThat(run(
                        "a",
                        Map.of(
                                "main",
                                "try { trellis.get('order','1') } catch (e) { return [e.code, e.message, e.problems[0].code] }"),
                        host))
                .isEqualTo("{\"result\":[\"NOT_FOUND\",\"no such record\",\"X\"]}");
    }

    @Test
    void triggersReadAndSetValues() {
        String source = "if (changed('amount') && record.amount.gt(100)) { record.note = 'big'; }"
                + "if (record.note === null) { addError('note', 'fill in'); }";
        Request request = new Request(
                new Bundle("a", Map.of("main", source)),
                "main",
                "before",
                "{\"fields\":[\"amount\",\"note\"],\"now\":\"\",\"user\":{}}",
                List.of("{\"values\":{\"amount\":{\"$dec\":\"101\"}}}", "{\"values\":{\"amount\":{\"$dec\":\"1\"}}}"),
                ZoneId.of("UTC"),
                Limits.DEFAULT);
        assertThat(SANDBOX.run(request, Host.NONE))
                .extracting(Answer::json)
                .containsExactly(
                        "{\"sets\":{\"note\":\"big\"},\"errors\":[]}",
                        "{\"sets\":{},\"errors\":[{\"field\":\"note\",\"message\":\"fill in\"}]}");
    }
}
