package io.trellis.platform.access;

import io.trellis.metadata.definition.PermissionSetDefinition.RowScope;

/** Which rows a permission set opens for an action, as it is written in a policy. */
sealed interface RowRule {
    /** The words, the weakest first: each opens at least what those before it do. */
    enum Word implements RowRule {
        NONE("none"),
        OWN("own"),
        DEPARTMENT("department"),
        DEPARTMENT_AND_BELOW("departmentAndBelow"),
        ALL("all");

        private final String text;

        Word(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }

    /** Rows that meet a condition of the expression language. */
    record Condition(String source) implements RowRule {
        @Override
        public String text() {
            return "expression:" + source;
        }
    }

    String text();

    default boolean opensNothing() {
        return this == Word.NONE;
    }

    /** Whether everything {@code other} opens is opened by this too, as far as can be told without data. */
    default boolean covers(RowRule other) {
        if (other.opensNothing() || this == Word.ALL || equals(other)) {
            return true;
        }
        return this instanceof Word mine && other instanceof Word theirs && mine.compareTo(theirs) >= 0;
    }

    static RowRule of(RowScope scope) {
        return scope.expression() != null ? new Condition(scope.expression()) : parse(scope.word());
    }

    /** Reads what {@link #text} wrote. */
    static RowRule parse(String text) {
        if (text != null && text.startsWith("expression:")) {
            return new Condition(text.substring("expression:".length()));
        }
        for (Word word : Word.values()) {
            if (word.text.equals(text)) {
                return word;
            }
        }
        return Word.NONE;
    }
}
