package io.trellis.platform.publish;

import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.schema.Documents;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.cluster.Notices;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemValues;
import io.trellis.platform.store.TenantGate;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import io.trellis.platform.telemetry.Telemetry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** A tenant with the system package over a real store, and hands to define and write with. */
final class PublishFixture implements AutoCloseable {
    static final String TENANT = "acme";

    final RecordStore store;
    final Publisher publisher;
    final Editor editor;
    final Installer installer;
    final List<CatalogDiff> heard = new ArrayList<>();
    final Actor admin = actor(TENANT, new AllGrants());

    PublishFixture(Path folder) {
        this(SqliteRecordStore.open(
                folder.resolve("trellis.db"), new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 2)));
        installer.install(admin, List.of("system"));
    }

    /** The same store seen by another node. */
    PublishFixture(RecordStore store) {
        this.store = store;
        var beans = new StaticListableBeanFactory();
        beans.addBean("listener", (CatalogListener) (_, diff) -> heard.add(diff));
        publisher = new Publisher(
                store,
                new MetadataHistory(store, io.trellis.platform.audit.Audit.of(store)),
                beans.getBeanProvider(TenantGate.class),
                beans.getBeanProvider(CatalogListener.class),
                beans.getBeanProvider(PublishCheck.class),
                Notices.unheard(store.system()),
                Telemetry.NONE);
        editor = new Editor(publisher);
        installer = new Installer(publisher, new PackageFolders());
    }

    static Actor actor(String tenant, Grants grants) {
        return new Actor(
                tenant, "usr_1", "someone", "Someone", null, List.of(), "en-US", ZoneId.of("UTC"), "api", grants);
    }

    /** Plain values of a JSON text. */
    static Object json(String text) {
        return Documents.readJson(text.getBytes(StandardCharsets.UTF_8), problem -> {
                    throw new IllegalArgumentException(problem.toString());
                })
                .orElseThrow()
                .value();
    }

    Editor.Edited object(String name, String json) {
        return editor.put(admin, io.trellis.metadata.kind.Kinds.OBJECTS, name, json(json), false);
    }

    Editor.Edited field(String object, String name, String json) {
        return editor.putField(admin, object, name, json(json), false);
    }

    /** Writes a record as the record service would. */
    void write(String object, String id, Map<String, Object> values) {
        var system = new SystemValues(1, "usr_1", null, Instant.EPOCH, "usr_1", Instant.EPOCH, "usr_1", null, null);
        var change = new Commit.Change("created", Instant.EPOCH, "usr_1", "api", "{}".getBytes(StandardCharsets.UTF_8));
        store.commit(realm(), new Commit(List.of(new Commit.Put(object, id, 0, system, values, Map.of(), change))))
                .join();
    }

    Realm realm() {
        return new Realm(TENANT, publisher.current(TENANT));
    }

    @Override
    public void close() {
        store.close();
    }

    /** May do everything. */
    static class AllGrants implements Grants {
        @Override
        public boolean mayCreate(String object) {
            return true;
        }

        @Override
        public Predicate scope(String object, Action action) {
            return new Predicate.All();
        }

        @Override
        public boolean mayRead(String object, String field) {
            return true;
        }

        @Override
        public boolean mayEdit(String object, String field) {
            return true;
        }

        @Override
        public boolean readsAllFields(String object) {
            return true;
        }

        @Override
        public boolean maySystem(String permission) {
            return true;
        }

        @Override
        public String fingerprint() {
            return "all";
        }
    }
}
