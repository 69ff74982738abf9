package io.trellis.metadata.expression;

import io.trellis.metadata.expression.Regex.CharacterSet;
import io.trellis.metadata.expression.Regex.Invalid;
import io.trellis.metadata.expression.Regex.Step;
import java.util.ArrayList;
import java.util.List;

/** Reads a pattern into the program of a {@link Regex}. */
final class RegexParser {
    private static final int MAX_REPEATS = 100;
    private static final int MAX_NESTING = 30;
    private static final List<int[]> DIGITS = List.of(new int[] {'0', '9'});
    private static final List<int[]> WORD =
            List.of(new int[] {'0', '9'}, new int[] {'A', 'Z'}, new int[] {'_', '_'}, new int[] {'a', 'z'});
    private static final List<int[]> SPACE =
            List.of(new int[] {'\t', '\r'}, new int[] {' ', ' '}, new int[] {0xa0, 0xa0}, new int[] {0x3000, 0x3000});
    private static final List<int[]> HAN = List.of(
            new int[] {0x3007, 0x3007},
            new int[] {0x3400, 0x4dbf},
            new int[] {0x4e00, 0x9fff},
            new int[] {0xf900, 0xfaff},
            new int[] {0x20000, 0x2fa1f});

    private final int[] pattern;
    private final List<Step> program = new ArrayList<>();
    private int at;
    private int groups;
    private int nesting;

    RegexParser(String pattern) {
        this.pattern = pattern.codePoints().toArray();
    }

    int groups() {
        return groups;
    }

    List<Step> program() throws Invalid {
        if (pattern.length > Regex.MAX_PATTERN) {
            throw new Invalid("TOO_LONG", Regex.MAX_PATTERN);
        }
        emit(Step.Kind.SAVE, null, 0, 0);
        alternatives();
        if (at < pattern.length) {
            throw new Invalid("UNEXPECTED", at);
        }
        emit(Step.Kind.SAVE, null, 1, 0);
        emit(Step.Kind.MATCH, null, 0, 0);
        return program;
    }

    private void emit(Step.Kind kind, CharacterSet set, int x, int y) throws Invalid {
        if (program.size() >= Regex.MAX_PROGRAM) {
            throw new Invalid("TOO_LARGE", at);
        }
        program.add(new Step(kind, set, x, y));
    }

    private void alternatives() throws Invalid {
        int start = program.size();
        sequence();
        if (!take('|')) {
            return;
        }
        insertSplit(start);
        int jump = program.size();
        emit(Step.Kind.JUMP, null, 0, 0);
        program.set(start, new Step(Step.Kind.SPLIT, null, start + 1, program.size()));
        alternatives();
        program.set(jump, new Step(Step.Kind.JUMP, null, program.size(), 0));
    }

    private void sequence() throws Invalid {
        while (at < pattern.length && pattern[at] != '|' && pattern[at] != ')') {
            int start = program.size();
            int from = at;
            int groupsBefore = groups;
            atom();
            quantifier(start, from, groupsBefore);
        }
    }

    private void atom() throws Invalid {
        int c = pattern[at++];
        switch (c) {
            case '(' -> group();
            case '[' -> emit(Step.Kind.CHARACTER, set(), 0, 0);
            case '.' -> emit(Step.Kind.CHARACTER, new CharacterSet(List.of(new int[] {'\n', '\n'}), true), 0, 0);
            case '^' -> emit(Step.Kind.START, null, 0, 0);
            case '$' -> emit(Step.Kind.END, null, 0, 0);
            case '\\' -> emit(Step.Kind.CHARACTER, escaped(), 0, 0);
            case '*', '+', '?', '{' -> throw new Invalid("NOTHING_TO_REPEAT", at - 1);
            default -> emit(Step.Kind.CHARACTER, one(c), 0, 0);
        }
    }

    private void group() throws Invalid {
        if (++nesting > MAX_NESTING) {
            throw new Invalid("TOO_DEEP", at - 1);
        }
        int open = at - 1;
        boolean captures = true;
        if (take('?')) {
            if (!take(':')) {
                throw new Invalid("NOT_SUPPORTED", at - 1);
            }
            captures = false;
        }
        int number = captures ? ++groups : 0;
        if (captures) {
            emit(Step.Kind.SAVE, null, 2 * number, 0);
        }
        alternatives();
        if (!take(')')) {
            throw new Invalid("UNCLOSED", open);
        }
        if (captures) {
            emit(Step.Kind.SAVE, null, 2 * number + 1, 0);
        }
        nesting--;
    }

    private void quantifier(int start, int from, int groupsBefore) throws Invalid {
        int least;
        int most;
        int to = at;
        if (take('*')) {
            least = 0;
            most = -1;
        } else if (take('+')) {
            least = 1;
            most = -1;
        } else if (take('?')) {
            least = 0;
            most = 1;
        } else if (take('{')) {
            least = count();
            most = take(',') ? (at < pattern.length && pattern[at] != '}' ? count() : -1) : least;
            if (!take('}') || most >= 0 && most < least || Math.max(least, most) > MAX_REPEATS) {
                throw new Invalid("BAD_REPEAT", to);
            }
        } else {
            return;
        }
        boolean lazy = take('?');
        if (at < pattern.length && "*+?{".indexOf(pattern[at]) >= 0) {
            throw new Invalid("NOTHING_TO_REPEAT", at);
        }
        int after = at;
        truncate(start);
        for (int i = 0; i < least; i++) {
            again(from, groupsBefore);
        }
        if (most < 0) {
            int loop = program.size();
            emit(Step.Kind.SPLIT, null, 0, 0);
            again(from, groupsBefore);
            emit(Step.Kind.JUMP, null, loop, 0);
            split(loop, lazy);
        } else {
            List<Integer> splits = new ArrayList<>();
            for (int i = least; i < most; i++) {
                splits.add(program.size());
                emit(Step.Kind.SPLIT, null, 0, 0);
                again(from, groupsBefore);
            }
            for (int split : splits) {
                split(split, lazy);
            }
        }
        at = after;
    }

    /** From the step after it to the end of the program, or past it, the preferred way first. */
    private void split(int place, boolean lazy) {
        int inner = place + 1;
        int outer = program.size();
        program.set(place, new Step(Step.Kind.SPLIT, null, lazy ? outer : inner, lazy ? inner : outer));
    }

    /** Reads the atom once more, with the same numbers of its groups. */
    private void again(int from, int groupsBefore) throws Invalid {
        at = from;
        groups = groupsBefore;
        atom();
    }

    private void truncate(int size) {
        while (program.size() > size) {
            program.removeLast();
        }
    }

    /** Makes room for a split before what was read since; the targets after it move by one. */
    private void insertSplit(int start) throws Invalid {
        emit(Step.Kind.JUMP, null, 0, 0);
        program.removeLast();
        List<Step> moved = new ArrayList<>(program.subList(start, program.size()));
        truncate(start);
        program.add(new Step(Step.Kind.SPLIT, null, 0, 0));
        for (Step step : moved) {
            boolean targets = step.kind() == Step.Kind.SPLIT || step.kind() == Step.Kind.JUMP;
            program.add(targets ? new Step(step.kind(), null, step.x() + 1, step.y() + 1) : step);
        }
    }

    private int count() throws Invalid {
        int value = 0;
        int start = at;
        while (at < pattern.length && pattern[at] >= '0' && pattern[at] <= '9' && at - start < 4) {
            value = value * 10 + pattern[at++] - '0';
        }
        if (at == start) {
            throw new Invalid("BAD_REPEAT", at);
        }
        return value;
    }

    private boolean take(int c) {
        boolean found = at < pattern.length && pattern[at] == c;
        at += found ? 1 : 0;
        return found;
    }

    private static CharacterSet one(int c) {
        return new CharacterSet(List.of(new int[] {c, c}), false);
    }

    private CharacterSet escaped() throws Invalid {
        if (at == pattern.length) {
            throw new Invalid("BAD_ESCAPE", at - 1);
        }
        int c = pattern[at++];
        return switch (c) {
            case 'd' -> new CharacterSet(DIGITS, false);
            case 'D' -> new CharacterSet(DIGITS, true);
            case 'w' -> new CharacterSet(WORD, false);
            case 'W' -> new CharacterSet(WORD, true);
            case 's' -> new CharacterSet(SPACE, false);
            case 'S' -> new CharacterSet(SPACE, true);
            case 'n' -> one('\n');
            case 't' -> one('\t');
            case 'r' -> one('\r');
            case 'p' -> {
                for (char letter : "{Han}".toCharArray()) {
                    if (!take(letter)) {
                        throw new Invalid("BAD_ESCAPE", at - 1);
                    }
                }
                yield new CharacterSet(HAN, false);
            }
            default -> {
                boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
                if (letter) {
                    throw new Invalid("BAD_ESCAPE", at - 2);
                }
                yield one(c);
            }
        };
    }

    private CharacterSet set() throws Invalid {
        int open = at - 1;
        boolean negated = take('^');
        List<int[]> spans = new ArrayList<>();
        boolean first = true;
        while (first || at < pattern.length && pattern[at] != ']') {
            if (at == pattern.length) {
                throw new Invalid("UNCLOSED", open);
            }
            first = false;
            int start = at;
            CharacterSet from = member();
            boolean range = at + 1 < pattern.length && pattern[at] == '-' && pattern[at + 1] != ']';
            if (!range) {
                if (from.negated()) {
                    throw new Invalid("NOT_SUPPORTED", start);
                }
                spans.addAll(from.spans());
                continue;
            }
            at++;
            CharacterSet to = member();
            int low = single(from, start);
            int high = single(to, start);
            if (high < low) {
                throw new Invalid("BAD_RANGE", start);
            }
            spans.add(new int[] {low, high});
        }
        if (!take(']')) {
            throw new Invalid("UNCLOSED", open);
        }
        return new CharacterSet(List.copyOf(spans), negated);
    }

    private CharacterSet member() throws Invalid {
        int c = pattern[at++];
        return c == '\\' ? escaped() : one(c);
    }

    private static int single(CharacterSet set, int start) throws Invalid {
        int[] span = set.spans().getFirst();
        if (set.negated() || set.spans().size() != 1 || span[0] != span[1]) {
            throw new Invalid("BAD_RANGE", start);
        }
        return span[0];
    }
}
