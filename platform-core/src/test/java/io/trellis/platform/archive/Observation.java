package io.trellis.platform.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.HistoryRequest;
import io.trellis.platform.record.RecordPage;
import io.trellis.platform.record.RecordView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Everything a person can find out about a tenant, on every path there is, as lines that can be compared. */
final class Observation {
    private final ArchiveWorld world;
    private final Actor actor;
    private final List<String> seen = new ArrayList<>();

    private Observation(ArchiveWorld world, Actor actor) {
        this.world = world;
        this.actor = actor;
    }

    static List<String> of(ArchiveWorld world, String tenant, String username) {
        var observation = new Observation(world, world.actor(tenant, username));
        world.catalogs.current(tenant).objects().stream()
                .sorted(Comparator.comparing(CatalogObject::name))
                .forEach(observation::look);
        return observation.seen;
    }

    /** Two tenants seen by the same person; the failure shows the first line that differs. */
    static void assertSame(List<String> actual, List<String> expected) {
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            assertThat(actual.get(i)).isEqualTo(expected.get(i));
        }
        assertThat(actual).hasSameSizeAs(expected);
    }

    private void look(CatalogObject object) {
        String name = object.name();
        if (!actor.grants().mayRead(name, "id")) {
            return;
        }
        try {
            List<String> ids = new ArrayList<>();
            list(name, false, ids);
            list(name, true, ids);
            for (String id : ids) {
                world.records.find(actor, name, id).ifPresent(found -> seen.add("find " + found));
                seen.add("history " + world.records.history(actor, name, id, HistoryRequest.newest(500)));
            }
            seen.add("names " + new TreeMap<>(world.records.names(actor, ids)));
            seen.add("count " + world.records.count(actor, name, null));
        } catch (ProblemException refused) {
            seen.add("refused " + refused.code());
        }
    }

    private void list(String object, boolean deleted, List<String> ids) {
        String after = null;
        do {
            RecordPage page = world.records.list(
                    actor,
                    object,
                    new ListRequest(null, null, List.of("-updatedAt"), List.of(), 1, 50, true, after, deleted));
            seen.add("total " + page.total());
            for (RecordView record : page.records()) {
                seen.add("listed " + record);
                ids.add(record.id());
            }
            after = page.next();
        } while (after != null);
    }
}
