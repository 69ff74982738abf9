package io.trellis.metadata.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

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

    /** The browser's twin reads names, signatures, traits and examples from a file made of the library. */
    @Test
    void theBrowserKnowsTheSameFunctions() throws IOException {
        Path file = Path.of("..", "ui", "src", "expression", "definitions.json");
        StringBuilder json = new StringBuilder();
        JsonMapper mapper = JsonMapper.shared();
        for (FunctionDefinition function : FunctionLibrary.standard().list()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", function.name());
            entry.put("category", function.category().name().toLowerCase(java.util.Locale.ROOT));
            entry.put("signature", function.signature().text());
            entry.put(
                    "traits",
                    function.traits().stream().map(Enum::name).sorted().toList());
            entry.put("examples", function.examples());
            json.append(json.isEmpty() ? "[\n" : ",\n").append(mapper.writeValueAsString(entry));
        }
        json.append("\n]\n");
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(file, json);
        }
        assertThat(file).content().isEqualTo(json.toString());
    }

    /** The browser has the same work calendar. */
    @Test
    void theBrowserHasTheSameWorkCalendar() throws IOException {
        Path file = Path.of("..", "ui", "src", "expression", "calendar.json");
        try (var in = WorkCalendar.class.getResourceAsStream(WorkCalendar.FILE)) {
            String calendar = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (Boolean.getBoolean("regenerate")) {
                Files.writeString(file, calendar);
            }
            assertThat(file).content().isEqualTo(calendar);
        }
    }

    /** The browser knows the same provinces and family names. */
    @Test
    void theBrowserHasTheSameNames() throws IOException {
        Path file = Path.of("..", "ui", "src", "expression", "names.json");
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("provinces", new TreeMap<>(IdentityFunctions.REGIONS));
        names.put("doubleNames", ChineseFunctions.DOUBLE_NAMES);
        String json = JsonMapper.shared().writeValueAsString(names) + "\n";
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(file, json);
        }
        assertThat(file).content().isEqualTo(json);
    }
}
