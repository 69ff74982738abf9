package io.trellis.platform.store.sqlite;

/** The store can't be opened for a reason the person who starts it can do something about. */
final class UnusableDataFolder extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    final String action;

    UnusableDataFolder(String problem, String action, Throwable cause) {
        super(problem, cause);
        this.action = action;
    }
}
