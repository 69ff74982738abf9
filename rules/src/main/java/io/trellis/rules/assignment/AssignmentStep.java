package io.trellis.rules.assignment;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Access;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.WriteBatch;
import io.trellis.platform.record.WriteStep;
import io.trellis.platform.record.WrittenRecord;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Gives new records that came without an owner to whom the rules say. */
@Component
final class AssignmentStep implements WriteStep {
    private final Assignments assignments;
    private final RecordService records;
    private final Access access;

    AssignmentStep(Assignments assignments, @Lazy RecordService records, Access access) {
        this.assignments = assignments;
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
        Staff staff = new Staff(records, access, tenant);
        Map<String, Assignments.Asked> asked = new HashMap<>();
        for (WrittenRecord record : batch.records()) {
            // A record that will be refused anyway takes nobody's turn.
            if (record.kind() == WrittenRecord.Kind.CREATE && !record.sent("owner") && record.ok()) {
                CatalogObject object = record.object();
                Chosen chosen = assignments.choose(
                        tenant,
                        Assignments.of(catalog, object.name()),
                        asked.computeIfAbsent(object.name(), _ -> new Assignments.Asked(catalog, object)),
                        record.context(),
                        staff,
                        true);
                if (chosen.user() != null) {
                    record.set("owner", chosen.user());
                }
            }
        }
    }
}
