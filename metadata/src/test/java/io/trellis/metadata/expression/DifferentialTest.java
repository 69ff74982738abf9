package io.trellis.metadata.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random expressions with what they give here; the browser's tests read the same file and must agree. {@code
 * -Dregenerate=true} writes it anew.
 */
class DifferentialTest {
    private static final Path FILE = Path.of("src", "test", "resources", "expression", "random.jsonl");
    private static final int WANTED = 2_500;
    private final Vectors vectors = Vectors.read();

    @Test
    void theBrowserIsHeldToWhatIsComputedHere() throws IOException {
        Random dice = new Random(2026);
        RandomExpressions random = new RandomExpressions(dice);
        List<String> lines = new ArrayList<>();
        TypeScope scope = TypeScope.of(RandomExpressions.TYPES);
        while (lines.size() < WANTED) {
            String source = random.expression(5);
            Map<String, Object> record = random.record();
            Checked checked = Expressions.check(source, scope, Optional.empty());
            if (checked.ok() && !serverOnly(source) && source.length() > 3) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("e", source);
                Map<String, Object> values = new TreeMap<>();
                record.forEach((name, value) -> {
                    if (value != null) {
                        values.put(name, plain(value));
                    }
                });
                values.keySet()
                        .retainAll(checked.references().stream()
                                .map(Predicate.Path::toString)
                                .toList());
                line.put("r", values);
                line.put("v", plain(checked.compile().evaluate(vectors.context(record))));
                lines.add(JsonMapper.shared().writeValueAsString(line));
            }
        }
        String all = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(FILE, all);
        }
        assertThat(FILE).content().isEqualTo(all);
    }

    private static boolean serverOnly(String source) {
        return FunctionLibrary.standard().list().stream()
                .filter(function -> function.traits().contains(FunctionDefinition.Trait.SERVER_ONLY))
                .anyMatch(function -> source.contains(function.name() + "("));
    }

    private static Object plain(Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal number -> Numbers.plain(number);
            case Boolean flag -> flag;
            case LocalTime time -> Texts.of(time, FunctionsTest.MORNING);
            case List<?> list -> list.stream().map(DifferentialTest::plain).toList();
            default -> value.toString();
        };
    }
}
