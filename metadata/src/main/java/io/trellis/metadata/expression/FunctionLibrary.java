package io.trellis.metadata.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The functions an expression may call. Immutable; {@link #with} makes a larger one. */
public final class FunctionLibrary {
    private static final FunctionLibrary STANDARD = new FunctionLibrary(Stream.of(
                    AggregateFunctions.all(),
                    CalendarFunctions.all(),
                    ChineseFunctions.all(),
                    ChoiceFunctions.all(),
                    DateFunctions.all(),
                    DayFunctions.all(),
                    EditFunctions.all(),
                    FormatFunctions.all(),
                    IdentityFunctions.all(),
                    ListFunctions.all(),
                    LogicFunctions.all(),
                    MaskFunctions.all(),
                    MathFunctions.all(),
                    NumberFunctions.all(),
                    PatternFunctions.all(),
                    SpanFunctions.all(),
                    TextFunctions.all(),
                    TimeFunctions.all())
            .flatMap(List::stream)
            .toList());

    private final Map<String, FunctionDefinition> functions = new TreeMap<>();

    private FunctionLibrary(Collection<FunctionDefinition> definitions) {
        for (FunctionDefinition definition : definitions) {
            if (functions.put(definition.name(), definition) != null) {
                throw new IllegalArgumentException("two functions named " + definition.name());
            }
        }
    }

    /** The functions of the language itself. */
    public static FunctionLibrary standard() {
        return STANDARD;
    }

    /** This library and one more function; a name that is taken is an {@link IllegalArgumentException}. */
    public FunctionLibrary with(FunctionDefinition definition) {
        List<FunctionDefinition> all = new ArrayList<>(functions.values());
        all.add(definition);
        return new FunctionLibrary(all);
    }

    /** The function of that name in any case. */
    public Optional<FunctionDefinition> find(String name) {
        return Optional.ofNullable(functions.get(name.toUpperCase(Locale.ROOT)));
    }

    /** All functions by name, for help and completion. */
    public List<FunctionDefinition> list() {
        return List.copyOf(functions.values());
    }

    Collection<String> names() {
        return functions.keySet();
    }

    FunctionDefinition get(String name) {
        return find(name).orElseThrow(() -> new NoSuchElementException(name));
    }
}
