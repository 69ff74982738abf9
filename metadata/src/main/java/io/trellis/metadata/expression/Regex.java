package io.trellis.metadata.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern matched in time linear in the text: all threads of the pattern walk together over the text, one character
 * at a time (Thompson 1968; Pike's virtual machine for the groups), so that no pattern can run away. It knows
 * literals, {@code .}, classes, {@code \d \w \s \D \W \S}, {@code \p{Han}}, {@code ^ $}, groups {@code ( ) (?: )},
 * {@code |} and {@code * + ? {m,n}}, greedy or with {@code ?} lazy. There is no looking around and no going back to
 * a group. Immutable once compiled.
 */
final class Regex {
    static final int MAX_PATTERN = 500;
    /** Instructions; what is repeated counts each time. */
    static final int MAX_PROGRAM = 1_000;
    /** Instructions visited in one call; what would take more is null. */
    static final long MAX_STEPS = 5_000_000;

    /** Why a pattern cannot be used, and where. */
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1;
        private final int at;

        Invalid(String reason, int at) {
            super(reason, null, false, false);
            this.at = at;
        }

        int at() {
            return at;
        }
    }

    /** One step of the program; {@code x} and {@code y} are the next ones, the preferred first. */
    record Step(Kind kind, CharacterSet set, int x, int y) {
        enum Kind {
            CHARACTER,
            SPLIT,
            JUMP,
            SAVE,
            START,
            END,
            MATCH
        }
    }

    /** Characters, as spans of code points, or all others. */
    record CharacterSet(List<int[]> spans, boolean negated) {
        boolean has(int point) {
            for (int[] span : spans) {
                if (point >= span[0] && point <= span[1]) {
                    return !negated;
                }
            }
            return negated;
        }
    }

    private final List<Step> program;
    private final int groups;

    private Regex(List<Step> program, int groups) {
        this.program = program;
        this.groups = groups;
    }

    static Regex compile(String pattern) throws Invalid {
        RegexParser parser = new RegexParser(pattern);
        List<Step> program = parser.program();
        return new Regex(List.copyOf(program), parser.groups());
    }

    /** How many groups there are beside the whole. */
    int groups() {
        return groups;
    }

    /** A search over one text that counts its steps. Not thread-safe. */
    Search over(String text) {
        return new Search(text.codePoints().toArray());
    }

    /** Finds one match after the other. */
    final class Search {
        private final int[] text;
        private long steps;
        private Threads current = new Threads();
        private Threads next = new Threads();

        private Search(int[] text) {
            this.text = text;
        }

        /** Whether more steps would have been needed than allowed: what was found is then worth nothing. */
        boolean exhausted() {
            return steps > MAX_STEPS;
        }

        String slice(int from, int to) {
            return new String(text, from, to - from);
        }

        int length() {
            return text.length;
        }

        /** The places (start and end of the whole and of each group, -1 for none) of the first match at or after a place; or null. */
        int[] find(int from) {
            int[] found = null;
            current.clear();
            for (int at = from; at <= text.length && !exhausted(); at++) {
                if (found == null) {
                    add(current, 0, at, fresh());
                }
                next.clear();
                for (int i = 0; i < current.size(); i++) {
                    steps++;
                    Step step = program.get(current.at(i));
                    int[] places = current.places(i);
                    if (step.kind() == Step.Kind.MATCH) {
                        found = places;
                        break;
                    }
                    if (at < text.length && step.set().has(text[at])) {
                        add(next, current.at(i) + 1, at + 1, places);
                    }
                }
                Threads swapped = current;
                current = next;
                next = swapped;
                if (found != null && current.size() == 0) {
                    break;
                }
            }
            return found;
        }

        private int[] fresh() {
            int[] places = new int[2 * (groups + 1)];
            java.util.Arrays.fill(places, -1);
            return places;
        }

        /** Follows what needs no character, the preferred way first; each step is taken once for each character. */
        private void add(Threads threads, int at, int place, int[] places) {
            if (threads.seen(at)) {
                return;
            }
            steps++;
            Step step = program.get(at);
            switch (step.kind()) {
                case JUMP -> add(threads, step.x(), place, places);
                case SPLIT -> {
                    add(threads, step.x(), place, places);
                    add(threads, step.y(), place, places);
                }
                case SAVE -> {
                    int[] saved = places.clone();
                    saved[step.x()] = place;
                    add(threads, at + 1, place, saved);
                }
                case START -> {
                    if (place == 0) {
                        add(threads, at + 1, place, places);
                    }
                }
                case END -> {
                    if (place == text.length) {
                        add(threads, at + 1, place, places);
                    }
                }
                case CHARACTER, MATCH -> threads.add(at, places);
            }
        }
    }

    /** The steps at which the pattern stands, in their order of preference. */
    private final class Threads {
        private final List<Integer> steps = new ArrayList<>();
        private final List<int[]> places = new ArrayList<>();
        private final boolean[] seen = new boolean[program.size()];

        void clear() {
            steps.clear();
            places.clear();
            java.util.Arrays.fill(seen, false);
        }

        boolean seen(int step) {
            boolean before = seen[step];
            seen[step] = true;
            return before;
        }

        void add(int step, int[] at) {
            steps.add(step);
            places.add(at);
        }

        int size() {
            return steps.size();
        }

        int at(int index) {
            return steps.get(index);
        }

        int[] places(int index) {
            return places.get(index);
        }
    }
}
