package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.SystemValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One record on its way through the write path. Used by one thread. */
final class Draft {
    final Change change;
    final ObjectPlan plan;
    final CatalogObject object;
    final String id;
    /** Fields whose values metadata gives, such as a mapping, and not the person: they may be read-only ones. */
    final Set<String> declared;

    /** Null for a new record. */
    Loads.Loaded before;

    Map<String, Object> after = new LinkedHashMap<>();
    String owner;
    String department;
    String recordType;
    /** Fields whose value the writer sent, system fields included. */
    final Set<String> touched = new LinkedHashSet<>();

    /** Fields that a {@link WriteStep} has set in this write. */
    final Set<String> declaredNow = new LinkedHashSet<>(0);

    final Map<String, Commit.Numbering> numbers = new LinkedHashMap<>();
    final List<Problem> problems = new ArrayList<>();
    /** The platform's documents that must be written with the record. */
    final List<SystemStore.Put> documents = new ArrayList<>(0);
    /** Keys that the record will be found under. */
    final List<KeyClaim> claims = new ArrayList<>(0);
    /** What was decided about it in this write, see {@link KeptDecisions}. */
    final List<KeptDecisions.Decided> decisions = new ArrayList<>(0);
    /** An attachment that comes or goes with this write; null for none. */
    FileSteps.Attachment attachment;
    /** The same as the history tells it; set once it is known. */
    Map<String, Object> attached;
    /** Why the whole draft is refused whatever its values are; null while it isn't. */
    ProblemException failure;

    /** Brings a record back from the recycle bin. */
    private boolean returning;
    /** Of which object's records the platform derived the changes; null where somebody writes the record itself. */
    private String derivedFrom;
    /** Its roll-ups are computed from all children rather than carried on. */
    boolean whole;

    private SystemValues born;
    /** As it will be stored; set by {@link #finish}. */
    SystemValues system;

    /** What changed, as stored in the history; null when nothing did. */
    private byte[] changed;

    Draft(Change change, ObjectPlan plan, String id, Set<String> declared) {
        this.change = change;
        this.plan = plan;
        this.object = plan.object;
        this.id = id;
        this.declared = declared;
    }

    /** Everything of the platform's own that is written with the record. */
    List<SystemStore.Put> allDocuments() {
        if (claims.isEmpty()) {
            return documents;
        }
        List<SystemStore.Put> all = new ArrayList<>(documents);
        all.addAll(KeyClaim.documents(claims));
        return all;
    }

    boolean creating() {
        return change.kind() == Change.Kind.CREATE;
    }

    boolean ok() {
        return failure == null && problems.isEmpty();
    }

    /** Whether there is anything to commit. */
    boolean dirty() {
        return changed != null;
    }

    void startFrom(Loads.Loaded loaded) {
        before = loaded;
        after = new LinkedHashMap<>(loaded.values());
        owner = loaded.stored.system().owner();
        department = loaded.stored.system().department();
        recordType = loaded.stored.system().recordType();
    }

    /** Takes a record out of the recycle bin, with everything derived computed anew. */
    void returnFrom(Loads.Loaded loaded) {
        startFrom(loaded);
        returning = true;
        whole = true;
    }

    /**
     * Marks that only derived values change: whoever wrote the record last stays its last writer.
     *
     * @param object whose records the change comes from
     */
    void derivedFrom(String object) {
        derivedFrom = object;
    }

    /** Whether the record counts among its parents' children before the write. */
    boolean lived() {
        return before != null && !before.stored.system().deleted();
    }

    /** A stored value as expressions see it; only for a record that has been. */
    Object beforeValue(String name) {
        return RecordValues.get(id, before.stored.system(), before.values(), name);
    }

    /** A new record's first moment, which formulas may already ask for. */
    void begin(String user, Instant now) {
        born = new SystemValues(1, null, null, now, user, now, user, null, null);
    }

    /** A value as expressions see it, from the record as it will be; who wrote it last and when are those of before. */
    Object expressionValue(String name) {
        return switch (name) {
            case "owner" -> owner;
            case "department" -> department;
            case "recordType" -> recordType;
            default ->
                RecordValues.get(
                        id, system != null ? system : before == null ? born : before.stored.system(), after, name);
        };
    }

    /** Works out what changed and what the platform notes about it. */
    void finish(String user, Instant now) {
        SystemValues old = before == null ? null : before.stored.system();
        var out = new JsonOut(256).raw('{');
        int empty = out.size();
        for (CatalogField field : object.ownFields()) {
            Object from = before == null ? null : before.values().get(field.name());
            Object to = after.get(field.name());
            if (!RecordValues.same(from, to)) {
                separate(out, empty, field.name());
                side(out, field, from).raw(',');
                side(out, field, to).raw(']');
            }
        }
        if (attached != null) {
            separate(out, empty, RecordFiles.ATTACHMENTS);
            out.value(attachment.comes() ? null : attached)
                    .raw(',')
                    .value(attachment.comes() ? attached : null)
                    .raw(']');
        }
        text(out, empty, "owner", old == null ? null : old.owner(), owner);
        text(out, empty, "department", old == null ? null : old.department(), department);
        text(out, empty, "recordType", old == null ? null : old.recordType(), recordType);
        if (before != null && out.size() == empty && !returning) {
            changed = null;
            system = old;
            return;
        }
        changed = out.raw('}').toBytes();
        system = old == null
                ? new SystemValues(1, owner, department, now, user, now, user, null, recordType)
                : new SystemValues(
                        old.version() + 1,
                        owner,
                        department,
                        old.createdAt(),
                        old.createdBy(),
                        derivedFrom == null ? now : old.updatedAt(),
                        derivedFrom == null ? user : old.updatedBy(),
                        null,
                        recordType);
    }

    private static JsonOut side(JsonOut out, CatalogField field, Object value) {
        return value == null ? out.nothing() : out.raw(RecordDocument.encodeValue(field.shape(), value));
    }

    private static void text(JsonOut out, int empty, String name, String from, String to) {
        if (!java.util.Objects.equals(from, to)) {
            separate(out, empty, name);
            out.value(from).raw(',').value(to).raw(']');
        }
    }

    private static void separate(JsonOut out, int empty, String name) {
        if (out.size() > empty) {
            out.raw(',');
        }
        out.raw('"').raw(name).raw("\":[");
    }

    Commit.Put put(String user, String via, Instant now) {
        return new Commit.Put(
                object.name(),
                id,
                system.version() - 1,
                system,
                after,
                numbers,
                new Commit.Change(
                        before == null ? "created" : returning ? "restored" : "updated",
                        now,
                        user,
                        derivedFrom == null ? via : "derived:" + derivedFrom,
                        changed));
    }

    /** The record as it is after the write. */
    StoredRecord result() {
        return dirty() ? new StoredRecord(id, system, RecordDocument.encode(object, after)) : before.stored;
    }
}
