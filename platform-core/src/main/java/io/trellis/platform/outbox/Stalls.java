package io.trellis.platform.outbox;

import io.trellis.platform.store.SystemStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Notes for administrators, on whatever node they ask, that a listener can't handle anything at present. */
final class Stalls {
    private static final String KIND = "outboxStalls";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** As stored. */
    record Stall(Instant since, String code, String params) {}

    private final SystemStore store;
    private final String listener;
    /** At first there may be a note of a node that died. */
    private boolean noted = true;

    Stalls(SystemStore store, String listener) {
        this.store = store;
        this.listener = listener;
    }

    void begin(Faults fault, Instant now) {
        write(JSON.writeValueAsBytes(new Stall(now, fault.code(), fault.params())));
        noted = true;
    }

    void over() {
        if (noted) {
            if (store.find("", KIND, listener).isPresent()) {
                write(null);
            }
            noted = false;
        }
    }

    private void write(byte[] json) {
        store.write("", List.of(new SystemStore.Put(KIND, listener, -1, json)));
    }

    /** By listener. */
    static Map<String, Stall> all(SystemStore store) {
        Map<String, Stall> stalls = new HashMap<>();
        store.list("", KIND)
                .forEach(document -> stalls.put(document.key(), JSON.readValue(document.json(), Stall.class)));
        return stalls;
    }
}
