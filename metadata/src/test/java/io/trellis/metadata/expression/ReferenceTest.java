package io.trellis.metadata.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The functions' reference page is made from the library; {@code -Dregenerate=true} writes it anew. */
class ReferenceTest {
    private static final Path PAGE = Path.of("docs", "functions.md");

    @Test
    void thePageSaysWhatTheLibraryHas() throws IOException {
        StringBuilder page = new StringBuilder("# Functions of the expression language\n\n")
                .append(
                        "Made from `FunctionLibrary` by `ReferenceTest`. Types: a letter stands for one type in the whole\n")
                .append(
                        "signature (`O` one with an order, `D` date or datetime, `P` date, datetime or text); `?` may be left\n")
                .append("out; `[…]+` may be repeated. Null, numbers and texts: see `package-info.java`.\n\n")
                .append("| function | | | example |\n|---|---|---|---|\n");
        for (FunctionDefinition function : FunctionLibrary.standard().list()) {
            page.append("| `")
                    .append(function.signature().text())
                    .append("` | ")
                    .append(function.help().get("zh-CN"))
                    .append(" | ")
                    .append(function.help().get("en-US"))
                    .append(" | `")
                    .append(function.examples().getFirst().expression())
                    .append("` |\n");
        }
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().isEqualTo(page.toString());
    }
}
