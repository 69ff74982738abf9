package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Grants;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which fields of an object's records one reader gets, in which order and how each is written: the field mask and the fields
 * asked for, worked out once. Immutable.
 */
final class Projection {
    /** Where a value comes from and how it is written. */
    enum Kind {
        /** The stored bytes as they are. */
        PLAIN,
        LINK,
        LINKS,
        OWNER,
        DEPARTMENT,
        CREATED_AT,
        CREATED_BY,
        UPDATED_AT,
        UPDATED_BY,
        DELETED_AT,
        RECORD_TYPE,
        /** A field of a linked record. */
        REMOTE
    }

    /**
     * @param key {@code ,"name":}
     * @param position of the own field in the object; of the first step for REMOTE; -1 for system fields
     * @param path for REMOTE only
     */
    record Slot(Kind kind, byte[] key, CatalogField field, int position, Predicate.Path path) {
        /** Whether the object of the linked record has to be told. */
        boolean polymorphic() {
            return field != null && field.targets().size() > 1;
        }
    }

    /** Stands for every readable field in a list of fields. */
    static final String EVERYTHING = "*";

    final CatalogObject object;
    final List<Slot> slots;
    final boolean remote;
    /** Bytes a record takes in an answer, about, beside the values in its document. */
    final int overhead;

    /** Own fields' names as bytes, in the order documents have them. */
    final byte[][] names;

    private Projection(CatalogObject object, List<Slot> slots) {
        this.object = object;
        this.slots = List.copyOf(slots);
        this.overhead = 64 + slots.stream().mapToInt(Projection::size).sum();
        this.remote = slots.stream().anyMatch(slot -> slot.kind() == Kind.REMOTE);
        this.names = object.ownFields().stream()
                .map(field -> field.name().getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    /**
     * @param fields checked names and dotted paths; empty for every readable field
     */
    static Projection of(ObjectPlan plan, Grants grants, List<String> fields) {
        CatalogObject object = plan.object;
        Set<String> wanted = new LinkedHashSet<>(fields);
        if (wanted.remove(EVERYTHING) || wanted.isEmpty()) {
            object.ownFields().forEach(field -> wanted.add(field.name()));
            wanted.addAll(
                    List.of("owner", "department", "createdAt", "createdBy", "updatedAt", "updatedBy", "recordType"));
        }
        List<Slot> slots = new ArrayList<>();
        for (String name : wanted) {
            Predicate.Path path = Predicate.Path.of(name);
            CatalogField field = object.fields().get(path.first());
            if (field == null || !grants.mayRead(object.name(), path.first())) {
                continue;
            }
            byte[] key = (",\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
            if (path.isRemote()) {
                slots.add(new Slot(Kind.REMOTE, key, field, plan.positions.getOrDefault(field.name(), -1), path));
            } else if (!field.system()) {
                slots.add(new Slot(kind(field), key, field, plan.positions.get(name), null));
            } else {
                Kind kind = systemKind(object, name);
                if (kind != null) {
                    slots.add(new Slot(kind, key, field, -1, null));
                }
            }
        }
        return new Projection(object, slots);
    }

    /** Names are short, as names go; a wrong guess costs a copy. */
    private static int size(Slot slot) {
        return slot.key().length
                + switch (slot.kind()) {
                    case PLAIN, RECORD_TYPE -> 6;
                    case LINK -> 60;
                    case OWNER, DEPARTMENT, CREATED_BY, UPDATED_BY -> 90;
                    case CREATED_AT, UPDATED_AT, DELETED_AT -> 26;
                    case LINKS, REMOTE -> 100;
                };
    }

    private static Kind kind(CatalogField field) {
        if (!field.links()) {
            return Kind.PLAIN;
        }
        return field.shape() == Shape.MANY ? Kind.LINKS : Kind.LINK;
    }

    /** Null for what every record begins with anyway, and for what the object doesn't have. */
    private static Kind systemKind(CatalogObject object, String name) {
        return switch (name) {
            case "owner" -> object.definition().owned() ? Kind.OWNER : null;
            case "department" -> Kind.DEPARTMENT;
            case "createdAt" -> Kind.CREATED_AT;
            case "createdBy" -> Kind.CREATED_BY;
            case "updatedAt" -> Kind.UPDATED_AT;
            case "updatedBy" -> Kind.UPDATED_BY;
            case "deletedAt" -> Kind.DELETED_AT;
            case "recordType" -> object.definition().recordTypes().isEmpty() ? null : Kind.RECORD_TYPE;
            default -> null;
        };
    }
}
