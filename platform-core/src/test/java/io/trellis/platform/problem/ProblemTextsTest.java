package io.trellis.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProblemTextsTest {
    /** Upper-snake texts in a file that deals in problems; names of settings begin with TRELLIS_. */
    private static final Pattern CODE =
            Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|UNAUTHENTICATED|FORBIDDEN)\"");

    @Test
    void fillsParametersAndLeavesOutPartsWithoutThem() {
        assertThat(ProblemTexts.text("UNKNOWN_FIELD", "en-US", Map.of("name", "amout", "suggestion", "amount")))
                .isEqualTo("There is no field \"amout\". Did you mean \"amount\"?");
        assertThat(ProblemTexts.text("UNKNOWN_FIELD", "en-US", Map.of("name", "zzz", "suggestion", "")))
                .isEqualTo("There is no field \"zzz\"");
    }

    @Test
    void speaksChineseUnlessAskedOtherwise() {
        assertThat(ProblemTexts.text("NOT_FOUND", null, Map.of("what", "record", "name", "x_1")))
                .isEqualTo("找不到记录“x_1”");
        assertThat(ProblemTexts.text("NOT_FOUND", "en-GB", Map.of("what", "record", "name", "x_1")))
                .isEqualTo("There is no record \"x_1\"");
    }

    @Test
    void callsTypesAsPeopleDo() {
        var mismatch = Map.<String, Object>of("expected", "date, datetime", "found", "boolean");
        assertThat(ProblemTexts.text("TYPE_MISMATCH", "zh-CN", mismatch)).isEqualTo("应为“日期、日期时间”，实际为“是/否”");
        assertThat(ProblemTexts.text("TYPE_MISMATCH", "en-US", mismatch))
                .isEqualTo("Expected date, date and time, found yes/no");
        assertThat(ProblemTexts.text("UNEXPECTED_END", "zh-CN", Map.of("expected", ")")))
                .isEqualTo("表达式不完整，应为：)");
    }

    @Test
    void cutsLongValues() {
        assertThat(ProblemTexts.text("UNKNOWN_FIELD", "en-US", Map.of("name", "x".repeat(1_000_000))))
                .hasSizeLessThan(400);
    }

    @Test
    void everyCodeInTheSourcesHasATextInBothLanguages() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        var missing = new TreeMap<String, String>();
        for (String module : List.of("metadata", "platform-core", "openapi", "apps")) {
            Path sources = root.resolve(module).resolve("src/main/java");
            if (!Files.exists(sources)) {
                continue;
            }
            try (var files = Files.walk(sources)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    if (!source.contains("Problem")) {
                        continue;
                    }
                    CODE.matcher(source).results().map(match -> match.group(1)).forEach(code -> {
                        if (!code.startsWith("TRELLIS_")
                                && !(ProblemTexts.has(code, "zh-CN") && ProblemTexts.has(code, "en-US"))) {
                            missing.put(code, file.getFileName().toString());
                        }
                    });
                }
            }
        }
        assertThat(missing).as("codes without a text in both languages").isEmpty();
    }

    @Test
    void labelsAmongTheParametersAreMapsOfLanguages() {
        var problem = new io.trellis.metadata.Problem(
                "DELETE_RESTRICTED", "", Map.of("label", io.trellis.metadata.LocalText.of("物", "Thing"), "count", 1L));
        assertThat(ProblemTexts.describe(java.util.List.of(problem), "en-US").getFirst())
                .containsEntry("params", Map.of("label", Map.of("zh-CN", "物", "en-US", "Thing"), "count", 1L));
    }
}
