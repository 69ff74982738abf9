package io.trellis.rules.script;

/** How deep in a chain of scripts that start each other a write stands, told from what it came through. */
final class Causes {
    static final int MOST = 5;
    private static final String WAY = "script:";

    private Causes() {}

    /** {@code script:<name>/<depth>}. */
    static String via(String script, int depth) {
        return WAY + script + "/" + depth;
    }

    /** 0 where no script is behind it. */
    static int depth(String via) {
        if (via == null || !via.startsWith(WAY)) {
            return 0;
        }
        try {
            return Integer.parseInt(via.substring(via.lastIndexOf('/') + 1));
        } catch (NumberFormatException other) {
            return 0;
        }
    }
}
