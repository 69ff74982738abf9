package io.trellis.rules.script.sandbox;

/** What a script can ask for. Called on the thread that asked for the run, never on the script's. */
@FunctionalInterface
public interface Host {
    /** For scripts that only compute. */
    Host NONE = (operation, _) -> {
        throw new Refusal("NOT_AVAILABLE", operation + " is not available here", "null");
    };

    /**
     * @param operation e.g. {@code query}
     * @param arguments JSON array
     * @return JSON
     * @throws Refusal what the script is told as an error it may catch
     * @throws ScriptFailure ends the script
     */
    String call(String operation, String arguments);

    /** A refusal that the script learns of. */
    final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;
        private final String details;

        /** @param details JSON, given to the script as {@code problems} */
        public Refusal(String code, String message, String details) {
            super(message, null, false, false);
            this.code = code;
            this.details = details;
        }

        public String code() {
            return code;
        }

        public String details() {
            return details;
        }
    }
}
