package io.trellis.platform.archive;

import java.util.Arrays;

/** Walks two copies of a section side by side, both in the order of keys. */
final class Merge {
    /** Is told where they differ. */
    interface Sink {
        void onlyFirst(Line line);

        void onlySecond(Line line);

        void different(Line first, Line second);

        /** After each line of the first, which is the same in the second. */
        default void same(Line first) {}
    }

    private Merge() {}

    static void run(Lines first, Lines second, Sink sink) {
        Line a = first.next();
        Line b = second.next();
        while (a != null || b != null) {
            int order = a == null ? 1 : b == null ? -1 : Arrays.compareUnsigned(a.key(), b.key());
            if (order < 0) {
                sink.onlyFirst(a);
                a = first.next();
            } else if (order > 0) {
                sink.onlySecond(b);
                b = second.next();
            } else {
                if (Arrays.equals(a.bytes(), b.bytes())) {
                    sink.same(a);
                } else {
                    sink.different(a, b);
                }
                a = first.next();
                b = second.next();
            }
        }
    }
}
