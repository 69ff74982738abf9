package io.trellis.rules.assignment;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Access;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.WriteBatch;
import io.trellis.platform.record.WriteStep;
import io.trellis.platform.record.WrittenRecord;
import io.trellis.platform.store.RecordStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Gives new records whose owner neither their writer nor an earlier step has said to whom the rules say. */
@Component
final class AssignmentStep implements WriteStep {
    private static final String OWNER = "owner";

    private final RecordStore store;
    private final RecordService records;
    private final Access access;

    AssignmentStep(RecordStore store, @Lazy RecordService records, Access access) {
        this.store = store;
        this.records = records;
        this.access = access;
    }

    @Override
    public int order() {
        return 250;
    }

    @Override
    public boolean concerns(Catalog catalog, CatalogObject object) {
        return !Assignments.of(catalog, object.name()).isEmpty();
    }

    @Override
    public void derive(WriteBatch batch) {
        String tenant = batch.realm().tenant();
        Catalog catalog = batch.realm().catalog();
        var staff = new Staff(records, access, tenant);
        var turns = new Turns(store, tenant);
        Map<String, Assignments> asked = new HashMap<>();
        Map<WrittenRecord, Chosen> found = new LinkedHashMap<>();
        for (WrittenRecord record : batch.records()) {
            if (wanting(record)) {
                CatalogObject object = record.object();
                Chosen chosen = asked.computeIfAbsent(object.name(), _ -> new Assignments(catalog, object, staff))
                        .choose(record.context());
                if (chosen.found()) {
                    found.put(record, chosen);
                }
                if (chosen.inTurn()) {
                    turns.want(chosen);
                }
            }
        }
        found.forEach((record, chosen) -> {
            String user = chosen.inTurn() ? turns.take(chosen) : chosen.user();
            record.set(OWNER, user);
            record.decided(AssignmentTrace.decision(chosen, user));
        });
    }

    /** A record that will be refused anyway takes nobody's turn. */
    private static boolean wanting(WrittenRecord record) {
        return record.kind() == WrittenRecord.Kind.CREATE && !record.sent(OWNER) && !record.given(OWNER) && record.ok();
    }
}
