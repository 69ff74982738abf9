package io.trellis.apps.scenario;

import java.util.List;
import java.util.Map;

/** What a scenario acts on. Every method throws {@link Refused} where the product refuses. */
interface World {
    /**
     * @param despiteDuplicates whether to make it although it looks like another
     * @return the new record's id
     */
    String create(String as, String object, Map<String, Object> values, boolean despiteDuplicates);

    void update(String as, String id, Map<String, Object> values);

    void delete(String as, String id);

    /** Canonical values of what the reader may see, system fields included. */
    Map<String, Object> read(String as, String id);

    /** What an address of the API answers to GET, such as {@code /custom/sales/accountSummary?id=acc_…}. */
    Map<String, Object> ask(String as, String path);

    long count(String as, String object, String filter);

    /**
     * Runs a mapping on a record.
     *
     * @return ids of the records made, by target
     */
    Map<String, String> run(String as, String mapping, String id, Map<String, Object> choices);

    /** Has the escalation rules do what is due in so many hours; returns when it is done. */
    void escalate(String as, long hours);

    /** Id of the user who plays a part. */
    String userId(String as);

    /** The product said no. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;
        private final transient List<String> paths;

        Refused(String code, List<String> paths, Throwable cause) {
            super(code + " " + paths, cause);
            this.code = code;
            this.paths = List.copyOf(paths);
        }

        String code() {
            return code;
        }

        List<String> paths() {
            return paths;
        }
    }
}
