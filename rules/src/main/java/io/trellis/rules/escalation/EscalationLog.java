package io.trellis.rules.escalation;

import io.trellis.metadata.Problem;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What was done to which records, and what could not be. Thread-safe. */
@Component
final class EscalationLog {
    /** Entries kept for a tenant. */
    static final int KEPT = 10_000;

    private static final String KIND = "escalation-log";
    private static final int CHUNK = 500;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** What came of a level. */
    enum Outcome {
        /** The record was written. */
        DONE,
        /** There was nothing to write: it was so already. */
        UNCHANGED,
        /** Something forbids the write, or there is nobody to assign to; tried again until it goes or a later level is done. */
        REFUSED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @param message by locale */
    record Reason(String code, String path, Map<String, String> message) {
        static Reason of(Problem problem) {
            return new Reason(problem.code(), problem.path(), texts(problem.code(), problem.params()));
        }

        static List<Reason> of(ProblemException refusal) {
            return refusal.problems().isEmpty()
                    ? List.of(new Reason(refusal.code(), "", texts(refusal.code(), refusal.params())))
                    : refusal.problems().stream().map(Reason::of).toList();
        }

        private static Map<String, String> texts(String code, Map<String, Object> params) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (String locale : List.of("zh-CN", "en-US")) {
                texts.put(locale, ProblemTexts.text(code, locale, params));
            }
            return texts;
        }
    }

    /**
     * One level of one record.
     *
     * @param rule key of the rule
     * @param level from 1
     * @param since the moment the hours were counted from
     * @param hours that had passed
     * @param from id of the owner before
     * @param to id of the new owner; null where it was not to change or nobody was found
     * @param set values by field, as JSON has them
     * @param problems why it was refused
     */
    record Entry(
            Instant at,
            String rule,
            String object,
            String record,
            int level,
            Outcome outcome,
            Instant since,
            BigDecimal hours,
            String from,
            String to,
            Map<String, Object> set,
            List<Reason> problems) {}

    /** @param key its place in the log, for the page after it */
    record Kept(String key, Entry entry) {}

    private final SystemStore store;
    private final AtomicLong last = new AtomicLong();

    EscalationLog(RecordStore store) {
        this.store = store.system();
    }

    /** To be written with what it tells of. */
    SystemStore.Put put(Entry entry) {
        long place = last.updateAndGet(before -> Math.max(before + 1, System.currentTimeMillis() * 1000));
        // With the record's id, as another node may write in the same moment.
        return new SystemStore.Put(
                KIND, "%019d-%s".formatted(place, entry.record()), -1, JSON.writeValueAsBytes(entry));
    }

    /**
     * The next entries, the newest first.
     *
     * @param before key of the entry they come after; null for the first
     */
    List<Kept> list(String tenant, String before) {
        return store.range(tenant, KIND, "", before, true, CHUNK).stream()
                .map(document -> new Kept(document.key(), JSON.readValue(document.json(), Entry.class)))
                .toList();
    }

    /** Forgets the oldest entries beyond {@link #KEPT}. */
    void trim(String tenant) {
        String before = null;
        int seen = 0;
        while (true) {
            List<SystemStore.Document> next = store.range(tenant, KIND, "", before, true, CHUNK);
            List<SystemStore.Put> old = new ArrayList<>();
            for (SystemStore.Document document : next) {
                if (++seen > KEPT) {
                    old.add(new SystemStore.Put(KIND, document.key(), -1, null));
                }
            }
            if (!old.isEmpty()) {
                store.write(tenant, old);
            }
            if (next.size() < CHUNK) {
                return;
            }
            before = next.getLast().key();
        }
    }
}
