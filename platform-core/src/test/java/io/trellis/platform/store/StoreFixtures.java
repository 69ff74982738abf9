package io.trellis.platform.store;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.FieldType;
import io.trellis.metadata.field.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Objects and commits for tests of stores, built without package files: a store knows shapes only. */
public final class StoreFixtures {
    private StoreFixtures() {}

    /** A field type of a fixed shape, with no rules. */
    private record Plain(Shape shape) implements FieldType {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public Shape shape(FieldDefinition field) {
            return shape;
        }

        @Override
        public List<Attribute> attributes() {
            return List.of();
        }

        @Override
        public void check(FieldDefinition field, Consumer<Problem> problems) {}

        @Override
        public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
            return raw;
        }

        @Override
        public Type expressionType(FieldDefinition field) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Object> schema(FieldDefinition field) {
            return Map.of();
        }
    }

    public static CatalogField field(String name, Shape shape, String... targets) {
        return field(name, "fld_" + name, shape, false, false, targets);
    }

    public static CatalogField field(
            String name, String id, Shape shape, boolean unique, boolean indexed, String... targets) {
        var definition = new FieldDefinition(
                name,
                id,
                "plain",
                LocalText.EMPTY,
                LocalText.EMPTY,
                false,
                unique,
                indexed,
                false,
                false,
                false,
                null,
                null,
                Map.of());
        return new CatalogField(
                definition, new Plain(shape), shape, false, List.of(targets), Optional.empty(), Optional.empty());
    }

    public static CatalogField unique(String name, Shape shape) {
        return field(name, "fld_" + name, shape, true, false);
    }

    public static CatalogField indexed(String name, Shape shape) {
        return field(name, "fld_" + name, shape, false, true);
    }

    public static CatalogObject object(String name, List<CatalogField> own) {
        return object(name, own, List.of(), List.of());
    }

    public static CatalogObject object(
            String name, List<CatalogField> own, List<List<String>> uniques, List<List<String>> indexes) {
        return object(name, "obj_" + name, own, uniques, indexes);
    }

    public static CatalogObject object(
            String name, String id, List<CatalogField> own, List<List<String>> uniques, List<List<String>> indexes) {
        var definition = new ObjectDefinition(
                name,
                id,
                name,
                LocalText.EMPTY,
                LocalText.EMPTY,
                LocalText.EMPTY,
                "box",
                own.getFirst().name(),
                List.of(),
                "user",
                List.of(),
                uniques,
                indexes,
                own.stream().map(CatalogField::definition).toList(),
                null);
        List<CatalogField> fields = new ArrayList<>(own);
        fields.addAll(systemFields());
        return new CatalogObject(definition, fields);
    }

    private static List<CatalogField> systemFields() {
        return List.of(
                system("id", Shape.LINK),
                system("version", Shape.WHOLE),
                system("owner", Shape.LINK, "user"),
                system("department", Shape.LINK),
                system("createdAt", Shape.MOMENT),
                system("createdBy", Shape.LINK, "user"),
                system("updatedAt", Shape.MOMENT),
                system("updatedBy", Shape.LINK, "user"),
                system("deletedAt", Shape.MOMENT),
                system("recordType", Shape.TEXT));
    }

    private static CatalogField system(String name, Shape shape, String... targets) {
        CatalogField field = field(name, shape, targets);
        return new CatalogField(
                field.definition(), field.type(), shape, true, field.targets(), Optional.empty(), Optional.empty());
    }

    public static Realm realm(String tenant, CatalogObject... objects) {
        return new Realm(tenant, new Catalog(1, List.of(objects), Map.of()));
    }

    public static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    public static SystemValues system(long version) {
        return system(version, "user_1", null);
    }

    public static SystemValues system(long version, String owner, Instant deletedAt) {
        return new SystemValues(version, owner, "dep_1", NOW, "user_1", NOW, "user_1", deletedAt, null);
    }

    public static Commit.Change change(String kind) {
        return new Commit.Change(
                kind, NOW, "user_1", "api", "{\"name\":[null,\"x\"]}".getBytes(StandardCharsets.UTF_8));
    }

    public static Commit.Put create(String object, String id, Map<String, Object> values) {
        return new Commit.Put(object, id, 0, system(1), values, Map.of(), change("created"));
    }

    public static Commit.Put update(String object, String id, long version, Map<String, Object> values) {
        return new Commit.Put(object, id, version, system(version + 1), values, Map.of(), change("updated"));
    }

    public static Commit.Put delete(String object, String id, long version, Map<String, Object> values) {
        return new Commit.Put(
                object, id, version, system(version + 1, "user_1", NOW), values, Map.of(), change("deleted"));
    }
}
