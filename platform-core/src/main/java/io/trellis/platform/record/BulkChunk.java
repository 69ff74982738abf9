package io.trellis.platform.record;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.record.BulkRows.Row;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.StoreException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk of rows from which something is rolled up. All good rows are written in one commit, so that each parent is written
 * once; a row that the store refuses is told so and left out, and in the end what still collides is written row by row.
 */
final class BulkChunk {
    private static final int ATTEMPTS = 5;

    private final Writer writer;
    private final Actor actor;
    private final Realm realm;
    private final List<Row> rows;
    private final List<Writer.Intent> intents;
    private final BulkResult[] results;

    BulkChunk(
            Writer writer,
            Actor actor,
            Realm realm,
            List<Row> rows,
            List<Writer.Intent> intents,
            BulkResult[] results) {
        this.writer = writer;
        this.actor = actor;
        this.realm = realm;
        this.rows = rows;
        this.intents = intents;
        this.results = results;
    }

    /** @param prepared one draft for each row */
    void write(List<Draft> prepared, Instant moment) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            open.add(i);
        }
        List<Draft> drafts = prepared;
        Instant now = moment;
        for (int attempt = 1; ; attempt++) {
            List<Integer> good = new ArrayList<>();
            List<Draft> going = new ArrayList<>();
            for (int i = 0; i < open.size(); i++) {
                Draft draft = drafts.get(i);
                if (draft.ok()) {
                    good.add(open.get(i));
                    going.add(draft);
                } else {
                    tell(open.get(i), BulkWriter.result(draft));
                }
            }
            if (good.isEmpty()) {
                return;
            }
            try {
                writer.commit(actor, realm, going, now);
                for (int i = 0; i < good.size(); i++) {
                    tell(good.get(i), BulkWriter.result(going.get(i)));
                }
                return;
            } catch (StoreException refused) {
                blame(refused, going, good);
            } catch (ProblemException oneOfThem) {
                // Some parent can't take what is derived for it; below each row is told on its own.
                attempt = ATTEMPTS;
            }
            if (good.isEmpty()) {
                return;
            }
            if (attempt >= ATTEMPTS) {
                good.forEach(this::alone);
                return;
            }
            open = good;
            now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            drafts =
                    writer.prepare(actor, realm, open.stream().map(intents::get).toList(), now);
        }
    }

    /** Takes the row that the store refused out of those that are tried again. */
    private void blame(StoreException refused, List<Draft> going, List<Integer> good) {
        String id = refused instanceof StoreException.DuplicateKey duplicate ? duplicate.id : null;
        for (int i = 0; i < going.size(); i++) {
            Draft draft = going.get(i);
            if (draft.id.equals(id)) {
                tell(good.get(i), BulkWriter.failed(id, explain(draft, refused)));
                good.remove(i);
                return;
            }
        }
    }

    private ProblemException explain(Draft draft, StoreException refused) {
        return writer.explain(actor, realm, List.of(draft), refused);
    }

    private void alone(int row) {
        try {
            tell(
                    row,
                    BulkWriter.result(
                            writer.save(actor, realm, List.of(intents.get(row))).getFirst()));
        } catch (ProblemException problem) {
            String id = intents.get(row).change().id();
            tell(row, BulkWriter.failed(id, problem));
        }
    }

    private void tell(int row, BulkResult result) {
        results[rows.get(row).index()] = result;
    }
}
