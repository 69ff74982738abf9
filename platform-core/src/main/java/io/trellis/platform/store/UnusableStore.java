package io.trellis.platform.store;

/** The store can't be opened for a reason the person who starts it can do something about. */
public final class UnusableStore extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private final String action;

    /**
     * @param problem what is wrong and where, as a sentence
     * @param action what to do about it, likewise
     */
    public UnusableStore(String problem, String action, Throwable cause) {
        super(problem, cause);
        this.action = action;
    }

    /** What to do about it, as a sentence. */
    public String action() {
        return action;
    }
}
