package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.audit.Audit;
import io.trellis.platform.audit.AuditAction;
import io.trellis.platform.audit.AuditEvent;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.search.engine.View;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The door for those who manage metadata: how their tenant's index stands, and building it anew. Everybody else is refused. */
@Component
public final class IndexStatus {
    private static final String NEEDED = "manageMetadata";

    private final Access access;
    private final IndexKeeper keeper;
    private final Catalogs catalogs;
    private final RecordStore store;
    private final Building building;
    private final RebuildJob rebuild;
    private final Audit audit;
    private final Clock clock = Clock.systemUTC();

    IndexStatus(
            Access access,
            IndexKeeper keeper,
            Catalogs catalogs,
            RecordStore store,
            Building building,
            RebuildJob rebuild,
            Audit audit) {
        this.audit = audit;
        this.access = access;
        this.keeper = keeper;
        this.catalogs = catalogs;
        this.store = store;
        this.building = building;
        this.rebuild = rebuild;
    }

    /** Where an object's documents stand. */
    public enum State {
        /** All there. */
        READY,
        /** Being built anew; what was there before serves, if anything was. */
        BUILDING,
        /** Nothing that fits its definition is there yet, so its lists search in the store. */
        WAITING
    }

    /**
     * @param documents that serve; 0 where none do
     * @param records live ones in the store
     * @param written by the building under way on this node; -1 when there is none
     */
    public record ObjectIndex(String object, State state, long documents, long records, long written) {}

    /**
     * @param position the event up to which everything is found
     * @param events that have come since
     * @param seconds the oldest of them is waiting
     */
    public record Lag(long position, long events, double seconds) {}

    /** @param rebuild the last one that somebody asked for, or null */
    public record Status(String engine, Lag lag, List<ObjectIndex> objects, Job rebuild) {}

    /** @throws ProblemException UNAVAILABLE when the engine does not answer */
    public Status status(Actor actor) {
        access.requireSystem(actor, NEEDED);
        Realm realm = new Realm(actor.tenant(), catalogs.current(actor.tenant()));
        try {
            View view = keeper.index().view();
            List<ObjectIndex> objects = new ArrayList<>();
            for (CatalogObject object : realm.catalog().objects()) {
                if (keeper.indexed(realm, object).searchable()) {
                    objects.add(object(realm, object, view));
                }
            }
            return new Status(
                    keeper.index().engine(),
                    lag(view),
                    objects,
                    rebuild.last(actor.tenant()).orElse(null));
        } catch (SearchIndex.Unavailable unavailable) {
            throw new ProblemException(ProblemException.Kind.UNAVAILABLE, "SEARCH_UNAVAILABLE", java.util.Map.of());
        }
    }

    private ObjectIndex object(Realm realm, CatalogObject object, View view) {
        String name = IndexKeeper.noteName(realm, object);
        ObjectNote note = keeper.note(view, realm, object);
        Generation serving = note.serving();
        State state = note.building() != null
                ? State.BUILDING
                : serving != null && keeper.indexed(realm, object).fits(serving) ? State.READY : State.WAITING;
        return new ObjectIndex(
                object.name(),
                state,
                serving == null ? 0 : keeper.index().count(IndexKeeper.partition(name, serving)),
                store.count(realm, object.name(), new Predicate.All(), false),
                building.progress(name));
    }

    private Lag lag(View view) {
        Optional<OutboxEvent> oldest =
                store.readOutbox(view.position(), 1).stream().findFirst();
        long newest = store.outboxRange().newest();
        double seconds = oldest.map(
                        event -> Duration.between(event.at(), clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
        return new Lag(
                view.position(), oldest.isEmpty() ? 0 : Math.max(0, newest - view.position()), Math.max(0, seconds));
    }

    /**
     * Builds objects anew as a job, or gives the one that is not done yet.
     *
     * @param objects names; empty for all that are searched
     * @throws ProblemException NOT_FOUND for one that there is not
     */
    public Job rebuild(Actor actor, List<String> objects) {
        access.requireSystem(actor, NEEDED);
        Realm realm = new Realm(actor.tenant(), catalogs.current(actor.tenant()));
        for (String name : objects) {
            if (name == null || realm.catalog().findObject(name).isEmpty()) {
                throw ProblemException.notFound("object", String.valueOf(name));
            }
        }
        List<String> names = objects.isEmpty()
                ? realm.catalog().objects().stream()
                        .filter(object -> keeper.indexed(realm, object).searchable())
                        .map(CatalogObject::name)
                        .toList()
                : objects.stream().distinct().toList();
        audit.write(
                actor.tenant(),
                AuditEvent.of(AuditAction.INDEX_REBUILT, actor.userId(), actor.name())
                        .with(Map.of("objects", names)));
        return rebuild.start(actor, names);
    }
}
