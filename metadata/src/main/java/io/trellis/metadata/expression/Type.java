package io.trellis.metadata.expression;

import java.util.List;

/** What kind of value an expression gives; see {@link EvaluationContext} for the Java class of each. */
public sealed interface Type {

    /** The name used in problems, signatures and help. */
    String label();

    /** The types without parameters. */
    enum Simple implements Type {
        NUMBER,
        TEXT,
        BOOLEAN,
        DATE,
        DATETIME,
        TIME,
        /** Of the literal NULL, and of what cannot be known because of an earlier problem: fits everywhere. */
        ANY;

        @Override
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** One of a known set of texts; an empty list means that any text is possible. */
    record Choice(List<String> options) implements Type {
        public Choice {
            options = List.copyOf(options);
        }

        @Override
        public String label() {
            return "select";
        }
    }

    /** The id of a record of one of the target objects; an empty list means of any object. */
    record Link(List<String> targets) implements Type {
        public Link {
            targets = List.copyOf(targets);
        }

        @Override
        public String label() {
            return "link";
        }
    }

    /** Several values. */
    record Many(Type of) implements Type {
        @Override
        public String label() {
            return "list";
        }
    }

    /** Text, a choice or a link: all are texts at evaluation. */
    default boolean isTextual() {
        return this == Simple.TEXT || this instanceof Choice || this instanceof Link;
    }

    /** Date, moment or time of day. */
    default boolean isTemporal() {
        return this == Simple.DATE || this == Simple.DATETIME || this == Simple.TIME;
    }

    /** Whether {@code <} means something. */
    default boolean isOrdered() {
        return this == Simple.NUMBER || this == Simple.TEXT || isTemporal() || this == Simple.ANY;
    }

    /** Whether a value of type {@code actual} may stand where this type is expected. */
    default boolean accepts(Type actual) {
        if (this == Simple.ANY || actual == Simple.ANY || equals(actual)) {
            return true;
        }
        return switch (this) {
            case Simple simple -> simple == Simple.TEXT && actual.isTextual();
            case Choice _ -> actual == Simple.TEXT || actual instanceof Choice;
            case Link _ -> actual == Simple.TEXT || actual instanceof Link;
            case Many many -> actual instanceof Many other && many.of().accepts(other.of());
        };
    }
}
