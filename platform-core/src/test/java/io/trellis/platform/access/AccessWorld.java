package io.trellis.platform.access;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.definition.PermissionSetDefinition.FieldPermission;
import io.trellis.metadata.definition.PermissionSetDefinition.ObjectPermission;
import io.trellis.metadata.definition.PermissionSetDefinition.RowScope;
import io.trellis.metadata.definition.RoleDefinition;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.FieldType;
import io.trellis.metadata.field.FieldTypes;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemValues;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A tenant over a real store: departments hq > east > team, people boss > lead > worker and peer beside them, and the objects
 * thing (owned), part (detail of thing), bit (detail of part) and note (no owners).
 */
final class AccessWorld implements AutoCloseable {
    static final String TENANT = "t";
    static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");

    final RecordStore store;
    final PeopleGraph graph;
    final Standings standings;
    private final Map<String, PermissionSetDefinition> sets = new LinkedHashMap<>();
    private final Map<String, RoleDefinition> roles = new LinkedHashMap<>();
    private Catalog catalog;
    private long version = 1;

    AccessWorld(Path folder) {
        store = SqliteRecordStore.open(
                folder.resolve("trellis.db"), new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 2));
        publish();
        for (CatalogObject object : catalog.objects()) {
            store.prepare(realm(), object);
        }
        graph = new PeopleGraph(store, _ -> catalog);
        standings = new Standings(_ -> catalog, graph);
        put("department", "dep_hq", null, null, Map.of("name", "HQ"));
        put("department", "dep_east", null, null, Map.of("name", "East", "parent", "dep_hq"));
        put("department", "dep_team", null, null, Map.of("name", "Team", "parent", "dep_east"));
        user("boss", "dep_hq", null);
        user("lead", "dep_east", "boss");
        user("worker", "dep_team", "lead");
        user("peer", "dep_team", "boss");
    }

    /** Puts the sets and roles added since into force. */
    void publish() {
        catalog = new Catalog(
                version++,
                objects(),
                Map.of(PermissionSetDefinition.class, Map.copyOf(sets), RoleDefinition.class, Map.copyOf(roles)));
    }

    Catalog catalog() {
        return catalog;
    }

    Realm realm() {
        return new Realm(TENANT, catalog);
    }

    void set(
            String name, Map<String, ObjectPermission> objects, Map<String, FieldPermission> fields, String... system) {
        sets.put(
                name,
                new PermissionSetDefinition(
                        name, name, LocalText.EMPTY, LocalText.EMPTY, objects, fields, Set.of(system), null));
    }

    void role(String name, String... permissionSets) {
        roles.put(
                name, new RoleDefinition(name, name, LocalText.EMPTY, LocalText.EMPTY, List.of(permissionSets), null));
    }

    static ObjectPermission may(boolean create, String read, String edit, String delete) {
        return new ObjectPermission(create, scope(read), scope(edit), scope(delete));
    }

    private static RowScope scope(String text) {
        return text.startsWith("=") ? new RowScope(null, text.substring(1)) : new RowScope(text, null);
    }

    /** Writes a user {@code usr_<name>} whose manager is given by name. */
    void user(String name, String department, String manager, String... roles) {
        var values = new LinkedHashMap<String, Object>();
        values.put("username", name);
        values.put("name", name.toUpperCase(java.util.Locale.ROOT));
        values.put("manager", manager == null ? null : "usr_" + manager);
        values.put("roles", List.of(roles));
        values.put("active", true);
        put("user", "usr_" + name, null, department, values);
    }

    void deactivate(String name) {
        put("user", "usr_" + name, null, null, Map.of("username", name, "name", name, "active", false));
    }

    void thing(String id, String owner, String department, String colour) {
        put("thing", id, "usr_" + owner, department, Map.of("name", id, "colour", colour));
    }

    /** Writes a record as the write path would, whatever its version, and tells the listeners. */
    void put(String object, String id, String owner, String department, Map<String, Object> values) {
        long version =
                store.find(realm(), object, id).map(record -> record.version()).orElse(0L);
        var system = new SystemValues(version + 1, owner, department, NOW, owner, NOW, owner, null, null);
        var change = new Commit.Change("updated", NOW, "usr_boss", "api", "{}".getBytes(StandardCharsets.UTF_8));
        var commit = new Commit(List.of(new Commit.Put(object, id, version, system, values, Map.of(), change)));
        store.commit(realm(), commit).join();
        if (graph != null) {
            graph.committed(realm(), commit);
        }
    }

    Actor actor(String name) {
        return standings.of(TENANT, "usr_" + name, "api", null).actor();
    }

    /** Ids of the records an actor may do something to, sorted. */
    List<String> visible(Actor actor, String object, Grants.Action action) {
        Predicate scope = actor.grants().scope(object, action);
        return store.list(realm(), object, RecordQuery.of(scope, 1000)).records().stream()
                .map(record -> record.id())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        store.close();
    }

    private static List<CatalogObject> objects() {
        return List.of(
                object(
                        "user",
                        "usr",
                        "none",
                        field("username", "text"),
                        field("name", "text"),
                        field("manager", "user"),
                        field("roles", "tags"),
                        field("active", "boolean"),
                        field("timezone", "text")),
                object("department", "dep", "none", field("name", "text"), link("parent", "lookup", "department")),
                object("thing", "thing", "user", field("name", "text"), field("colour", "text")),
                object("part", "part", "user", field("name", "text"), link("whole", "masterDetail", "thing")),
                object("bit", "bit", "user", field("name", "text"), link("of", "masterDetail", "part")),
                object("note", "note", "none", field("name", "text")));
    }

    private static CatalogObject object(String name, String prefix, String ownership, CatalogField... own) {
        var definition = new ObjectDefinition(
                name,
                "obj_" + name,
                prefix,
                LocalText.of(name, name),
                LocalText.EMPTY,
                LocalText.EMPTY,
                "box",
                "name",
                List.of(),
                ownership,
                List.of(),
                List.of(),
                List.of(),
                Arrays.stream(own).map(CatalogField::definition).toList(),
                null);
        List<CatalogField> fields = new ArrayList<>(List.of(own));
        fields.add(system("id", "text", Shape.LINK));
        fields.add(system("version", "integer", Shape.WHOLE));
        fields.add(system("owner", "user", Shape.LINK, "user"));
        fields.add(system("department", "department", Shape.LINK, "department"));
        fields.add(system("createdAt", "datetime", Shape.MOMENT));
        fields.add(system("createdBy", "user", Shape.LINK, "user"));
        fields.add(system("updatedAt", "datetime", Shape.MOMENT));
        fields.add(system("updatedBy", "user", Shape.LINK, "user"));
        fields.add(system("deletedAt", "datetime", Shape.MOMENT));
        fields.add(system("recordType", "text", Shape.TEXT));
        return new CatalogObject(definition, fields);
    }

    private static CatalogField field(String name, String type) {
        return type.equals("user") ? link(name, type, "user") : link(name, type);
    }

    private static CatalogField link(String name, String type, String... targets) {
        FieldDefinition definition =
                definition(name, type, targets.length == 0 ? Map.of() : Map.of("target", targets[0]));
        FieldType registered = FieldTypes.get(type);
        return new CatalogField(
                definition,
                registered,
                registered.shape(definition),
                false,
                List.of(targets),
                Optional.empty(),
                Optional.empty());
    }

    private static CatalogField system(String name, String type, Shape shape, String... targets) {
        return new CatalogField(
                definition(name, type, Map.of()),
                FieldTypes.get(type),
                shape,
                true,
                List.of(targets),
                Optional.empty(),
                Optional.empty());
    }

    private static FieldDefinition definition(String name, String type, Map<String, Object> attributes) {
        return new FieldDefinition(
                name,
                "fld_" + name,
                type,
                LocalText.EMPTY,
                LocalText.EMPTY,
                false,
                false,
                false,
                false,
                false,
                false,
                null,
                null,
                attributes);
    }
}
