package io.trellis.metadata.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.kind.FieldForm;
import io.trellis.metadata.schema.Documents;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every field type keeps; a test of a type extends this and says which values are good and which are not. */
public abstract class FieldTypeContract {
    private record Good(FieldDefinition field, Object raw, Object expected) {}

    private record Bad(FieldDefinition field, Object raw, String code) {}

    private record BadDefinition(String json, String code) {}

    private final FieldType type;
    private final List<Good> good = new ArrayList<>();
    private final List<Bad> bad = new ArrayList<>();
    private final List<BadDefinition> badDefinitions = new ArrayList<>();
    private FieldDefinition field;

    /** @param attributes of the field the values are for, as JSON without braces, e.g. {@code "max": 5} */
    protected FieldTypeContract(FieldType type, String attributes) {
        this.type = type;
        with(attributes);
    }

    /** The values that follow are for a field with these attributes. */
    protected final void with(String attributes) {
        var problems = new ArrayList<Problem>();
        field = define(attributes, problems);
        assertThat(problems).isEmpty();
    }

    /** {@code raw} is taken and becomes {@code expected}, null for no value. */
    protected final void takes(Object raw, Object expected) {
        good.add(new Good(field, raw, expected));
    }

    /** {@code raw} is taken as it is. */
    protected final void takes(Object raw) {
        takes(raw, raw);
    }

    protected final void refuses(Object raw, String code) {
        bad.add(new Bad(field, raw, code));
    }

    /** A definition with these attributes is wrong. */
    protected final void refusesDefinition(String attributes, String code) {
        badDefinitions.add(new BadDefinition(attributes, code));
    }

    /** Plain values of a JSON text, as they come from a request. */
    protected static Object json(String text) {
        return Documents.readJson(text.getBytes(StandardCharsets.UTF_8), problem -> {
                    throw new IllegalArgumentException(problem.toString());
                })
                .orElseThrow()
                .value();
    }

    protected static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private FieldDefinition define(String attributes, List<Problem> problems) {
        String rest = attributes.isEmpty() ? "" : ", " + attributes;
        Object document = json("{\"name\": \"it\", \"type\": \"" + type.name() + "\"" + rest + "}");
        FieldDefinition definition =
                FieldForm.read(document, "it", "thing", problems::add).orElseThrow();
        type.check(definition, problems::add);
        return definition;
    }

    @Test
    void takesGoodValuesInCanonicalForm() {
        for (Good one : good) {
            var problems = new ArrayList<Problem>();
            Object value = type.normalise(one.field, one.raw, problems::add);
            assertThat(problems).as("problems of %s", one.raw).isEmpty();
            assertThat(value).as("value of %s", one.raw).isEqualTo(one.expected);
            if (value != null) {
                assertThat(fits(type.shape(one.field), value))
                        .as("%s has the shape %s", value, type.shape(one.field))
                        .isTrue();
            }
        }
    }

    @Test
    void takesItsOwnValuesUnchanged() {
        for (Good one : good) {
            if (one.expected != null) {
                var problems = new ArrayList<Problem>();
                assertThat(type.normalise(one.field, one.expected, problems::add))
                        .isEqualTo(one.expected);
                assertThat(problems).isEmpty();
            }
        }
    }

    @Test
    void refusesBadValuesAndSaysWhy() {
        for (Bad one : bad) {
            var problems = new ArrayList<Problem>();
            type.normalise(one.field, one.raw, problems::add);
            assertThat(problems)
                    .as("problems of %s", Texts.shorten(one.raw))
                    .extracting(Problem::code)
                    .contains(one.code);
        }
    }

    @Test
    void neverThrowsWhateverComes() {
        var nested = new LinkedHashMap<String, Object>();
        nested.put("id", null);
        nested.put("data", List.of(1L));
        nested.put("latitude", Map.of());
        List<Object> junk = List.of(
                "",
                " ",
                "x",
                "\u0000",
                "\ud800",
                "1e999",
                "9".repeat(5000),
                "拜访",
                -1L,
                Long.MAX_VALUE,
                new BigDecimal("1e9999"),
                new BigDecimal("0.0000000000001"),
                true,
                List.of(),
                List.of(List.of(Map.of())),
                List.of("", "a", 1L, true, Map.of()),
                Map.of(),
                nested,
                "data:image/png;base64,AAAA",
                "{\"a\":",
                "2026-02-30",
                "25:99");
        for (Object one : junk) {
            assertThatCode(() -> type.normalise(field, one, _ -> {}))
                    .as("normalising %s", Texts.shorten(one))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void refusesBadDefinitions() {
        for (BadDefinition one : badDefinitions) {
            var problems = new ArrayList<Problem>();
            define(one.json, problems);
            assertThat(problems).as(one.json).extracting(Problem::code).contains(one.code);
        }
    }

    @Test
    void asksForItsRequiredAttributes() {
        var problems = new ArrayList<Problem>();
        define("", problems);
        List<Object> missing = problems.stream()
                .filter(problem -> problem.code().equals("MISSING_KEY"))
                .map(problem -> problem.params().get("key"))
                .toList();
        assertThat(missing)
                .containsAll(type.attributes().stream()
                        .filter(Attribute::required)
                        .map(Attribute::name)
                        .toList());
    }

    @Test
    void isRegisteredAndHasAFolderOfItsOwn() {
        assertThat(FieldTypes.get(type.name())).hasSameClassAs(type);
        String folder = type.getClass().getPackageName().replaceFirst(".*\\.", "");
        // "boolean" can't be a package.
        assertThat(folder)
                .isEqualTo(type.name().equals("boolean") ? "bool" : type.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void describesItselfToExpressionsAndDocuments() {
        assertThat(type.expressionType(field)).isNotNull();
        assertThat(type.schema(field)).isNotNull();
        assertThat(FieldForm.write(field)).containsEntry("type", type.name());
    }

    private static boolean fits(Shape shape, Object value) {
        return switch (shape) {
            case TEXT, LINK -> value instanceof String;
            case WHOLE -> value instanceof Long;
            case DECIMAL -> value instanceof BigDecimal;
            case FLAG -> value instanceof Boolean;
            case DAY -> value instanceof LocalDate;
            case MOMENT -> value instanceof Instant;
            case TIME -> value instanceof LocalTime;
            case MANY -> value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
            case GROUP -> true;
        };
    }
}
