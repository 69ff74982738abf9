package io.trellis.metadata.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a function takes and gives, written as {@code NAME(value: S, [match: S, result: T]+, else?: T): T}.
 *
 * <p>A type is {@code number text boolean date datetime time any}, {@code list<…>} of one of them, or a variable that
 * stands for one type in the whole signature: {@code S T} for any, {@code O} for one with an order, {@code D} for date
 * or datetime, {@code H} for datetime or time, {@code P} for date, datetime or text, {@code E} for an element of the
 * list given before. {@code ?} marks an optional parameter, {@code [ ]+} parameters that are repeated at least once.
 */
public record Signature(
        String text,
        String name,
        List<Parameter> fixed,
        List<Parameter> repeated,
        List<Parameter> optional,
        String result) {

    /** One parameter; {@code type} as written. */
    public record Parameter(String name, String type) {
        boolean isVariable() {
            return type.length() == 1;
        }

        /** The type of a list's elements as written, or empty when this is no list. */
        Optional<String> element() {
            return elementOf(type);
        }
    }

    private static final Pattern WHOLE = Pattern.compile("(\\w+)\\((.*)\\): ([\\w<>]+)");
    private static final Pattern PARAMETER = Pattern.compile("(\\[)?(\\w+)(\\?)?: ([\\w<>]+)(\\]\\+)?");

    public Signature {
        fixed = List.copyOf(fixed);
        repeated = List.copyOf(repeated);
        optional = List.copyOf(optional);
    }

    /** What stands between the angle brackets of {@code list<…>}. */
    static Optional<String> elementOf(String type) {
        return type.startsWith("list<") ? Optional.of(type.substring(5, type.length() - 1)) : Optional.empty();
    }

    /** Reads a signature; anything else is an {@link IllegalArgumentException}. */
    public static Signature parse(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            throw new IllegalArgumentException("not a signature: " + text);
        }
        List<Parameter> fixed = new ArrayList<>();
        List<Parameter> repeated = new ArrayList<>();
        List<Parameter> optional = new ArrayList<>();
        boolean inRepeated = false;
        for (String part :
                whole.group(2).isBlank() ? new String[0] : whole.group(2).split(", ")) {
            Matcher matcher = PARAMETER.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a parameter: " + part);
            }
            inRepeated |= matcher.group(1) != null;
            Parameter parameter = new Parameter(matcher.group(2), matcher.group(4));
            (inRepeated ? repeated : matcher.group(3) != null ? optional : fixed).add(parameter);
            inRepeated &= matcher.group(5) == null;
        }
        return new Signature(text, whole.group(1), fixed, repeated, optional, whole.group(3));
    }

    /** The parameter of each of {@code count} arguments, or empty when there cannot be so many. */
    Optional<List<Parameter>> expand(int count) {
        int rest = count - fixed.size();
        if (rest < 0) {
            return Optional.empty();
        }
        List<Parameter> all = new ArrayList<>(fixed);
        if (!repeated.isEmpty()) {
            int times = rest / repeated.size();
            if (times == 0) {
                return Optional.empty();
            }
            for (int i = 0; i < times; i++) {
                all.addAll(repeated);
            }
            rest %= repeated.size();
        }
        if (rest > optional.size()) {
            return Optional.empty();
        }
        all.addAll(optional.subList(0, rest));
        return Optional.of(all);
    }
}
