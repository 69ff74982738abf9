package io.trellis.metadata.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Problem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private final List<Problem> problems = new ArrayList<>();

    private Optional<Documents.Parsed> json(String text) {
        return Documents.readJson(text.getBytes(StandardCharsets.UTF_8), problems::add);
    }

    private Optional<Documents.Parsed> yaml(String text) {
        return Documents.readYaml(text.getBytes(StandardCharsets.UTF_8), problems::add);
    }

    @Test
    void givesPlainValues() {
        assertThat(json("{\"a\": [1, 1.50, \"x\", true, null], \"b\": 12345678901234567890}")
                        .orElseThrow()
                        .value())
                .isEqualTo(Map.of(
                        "a",
                        java.util.Arrays.asList(1L, new BigDecimal("1.50"), "x", true, null),
                        "b",
                        new BigDecimal("12345678901234567890")));
        assertThat(yaml("a: [no, 1, 2026-01-31, \"1\"]").orElseThrow().value())
                .isEqualTo(Map.of("a", List.of("no", 1L, "2026-01-31", "1")));
    }

    @Test
    void knowsTheLines() {
        var parsed = yaml("a: 1\nb:\n  - c: 1\n  - c: 2\n").orElseThrow();

        assertThat(parsed.lines()).containsEntry("/b/1/c", 4);
        assertThat(parsed.locate(Problem.of("X", "/b/1/d")).params()).containsEntry("line", 4);
    }

    @Test
    void saysWhatCantBeRead() {
        for (String broken : List.of("{", "[1,]", "{\"a\" 1}", "1 2", "nul", "\u0000")) {
            problems.clear();
            assertThat(json(broken)).as(broken).isEmpty();
            assertThat(problems).as(broken).extracting(Problem::code).containsExactly("MALFORMED_JSON");
        }
        problems.clear();
        assertThat(json("[".repeat(5000))).isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly("JSON_TOO_COMPLEX");
    }

    @Test
    void doubledKeysAreProblems() {
        json("{\"a\": {\"b\": 1, \"b\": 2}}");

        assertThat(problems)
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactly("DUPLICATE_KEY /a/b");
    }

    @Test
    void emptyTextIsNoDocument() {
        assertThat(yaml("").map(Documents.Parsed::value)).isEmpty();
        assertThat(yaml("# nothing\n").map(Documents.Parsed::value)).isEmpty();
    }
}
