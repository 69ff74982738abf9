package io.trellis.rules.script.sandbox;

/** A script did not come to its end; tells why and where. */
public final class ScriptFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** The text is no script. */
        SYNTAX,
        /** The script threw, or did what it must not. */
        ERROR,
        /** The script used up what it may. */
        LIMIT,
        /** No thread or context was free for it. */
        BUSY
    }

    private final Kind kind;
    private final String script;
    private final int line;
    private final int column;
    private final String limit;
    private final long allowed;
    private final long used;

    private ScriptFailure(
            Kind kind, String message, String script, int line, int column, String limit, long allowed, long used) {
        super(message, null, false, false);
        this.kind = kind;
        this.script = script;
        this.line = line;
        this.column = column;
        this.limit = limit;
        this.allowed = allowed;
        this.used = used;
    }

    static ScriptFailure syntax(String message, String script, int line, int column) {
        return new ScriptFailure(Kind.SYNTAX, message, script, line, column, null, 0, 0);
    }

    public static ScriptFailure error(String message, String script, int line, int column) {
        return new ScriptFailure(Kind.ERROR, message, script, line, column, null, 0, 0);
    }

    /**
     * @param limit as in {@link Limits}, or one that the host counts
     * @param used how much it was when it was noticed
     */
    public static ScriptFailure limit(String limit, long allowed, long used) {
        return new ScriptFailure(
                Kind.LIMIT, limit + ": " + used + " of " + allowed + " allowed", null, 0, 0, limit, allowed, used);
    }

    static ScriptFailure busy() {
        return new ScriptFailure(Kind.BUSY, "All scripts' threads are taken", null, 0, 0, null, 0, 0);
    }

    ScriptFailure at(String name, int atLine, int atColumn) {
        return line > 0 ? this : new ScriptFailure(kind, getMessage(), name, atLine, atColumn, limit, allowed, used);
    }

    public Kind kind() {
        return kind;
    }

    /** The script in which it happened; null when that is not known. */
    public String script() {
        return script;
    }

    /** From 1; 0 when that is not known. */
    public int line() {
        return line;
    }

    /** From 1; 0 when that is not known. */
    public int column() {
        return column;
    }

    /** Which limit; null for other kinds. */
    public String limit() {
        return limit;
    }

    public long allowed() {
        return allowed;
    }

    public long used() {
        return used;
    }
}
