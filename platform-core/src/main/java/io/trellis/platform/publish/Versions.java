package io.trellis.platform.publish;

import io.trellis.metadata.kind.Kind;
import io.trellis.platform.access.Actor;
import io.trellis.platform.audit.AuditAction;
import io.trellis.platform.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What elements were before: looked at, compared and brought back, by whoever may change them. */
@Component
class Versions {
    private static final int MOST = 200;

    private final Publisher publisher;
    private final MetadataHistory history;
    private final Editor editor;

    Versions(Publisher publisher, MetadataHistory history, Editor editor) {
        this.publisher = publisher;
        this.history = history;
        this.editor = editor;
    }

    /**
     * @param next the {@code before} of the page after this one, or null on the last
     */
    record Page(List<MetadataHistory.Version> versions, Long next) {}

    /** @param before only earlier versions than this; 0 begins with the newest */
    Page list(Actor actor, Kind<?> kind, String key, long before, int size) {
        Editor.require(actor, kind);
        int most = Math.clamp(size, 1, MOST);
        List<MetadataHistory.Version> found = history.list(actor.tenant(), id(actor, kind, key), before, most + 1);
        return found.size() > most
                ? new Page(found.subList(0, most), found.get(most - 1).version())
                : new Page(found, null);
    }

    /**
     * @param former the document of the version before; null where there is none
     */
    record Compared(MetadataHistory.Version version, Map<String, Object> former) {}

    Compared get(Actor actor, Kind<?> kind, String key, long version) {
        Editor.require(actor, kind);
        return compared(actor, id(actor, kind, key), version);
    }

    /** What a publish did, for auditors, who may look at definitions and not change them. */
    List<MetadataHistory.Touched> published(Actor actor, long version) {
        requireSight(actor);
        return history.findPublish(actor.tenant(), version)
                .orElseThrow(() -> ProblemException.notFound("version", String.valueOf(version)));
    }

    /** @param id of one of the elements that the publish touched */
    Compared published(Actor actor, long version, String id) {
        requireSight(actor);
        return compared(actor, id, version);
    }

    private static void requireSight(Actor actor) {
        if (!actor.grants().maySystem("manageMetadata")) {
            Editor.requireSystem(actor, "viewAudit");
        }
    }

    private Compared compared(Actor actor, String id, long version) {
        MetadataHistory.Version found = find(actor, id, version);
        return new Compared(
                found,
                version == 0
                        ? null
                        : history.list(actor.tenant(), id, version, 1).stream()
                                .findFirst()
                                .map(MetadataHistory.Version::document)
                                .orElse(null));
    }

    private MetadataHistory.Version find(Actor actor, String id, long version) {
        return history.find(actor.tenant(), id, version)
                .orElseThrow(() -> ProblemException.notFound("version", String.valueOf(version)));
    }

    /** Publishes an old version's document like any other, with the checks of today. */
    Editor.Edited restore(Actor actor, Kind<?> kind, String key, long version, boolean dryRun) {
        Editor.require(actor, kind);
        MetadataHistory.Version old = find(actor, id(actor, kind, key), version);
        if (old.document() == null) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT, "VERSION_IS_REMOVAL", Map.of("version", version));
        }
        var deed = new Deed(actor, AuditAction.VERSION_RESTORED, kind.name() + "/" + key + " @ " + version);
        return editor.put(deed, kind, key, old.document(), dryRun);
    }

    private String id(Actor actor, Kind<?> kind, String key) {
        String address = kind.name() + "/" + key;
        Element present = publisher.snapshot(actor.tenant()).elements().get(address);
        if (present != null) {
            return MetadataHistory.idOf(present.definition().id(), address);
        }
        return history.findRemoved(actor.tenant(), address)
                .orElseThrow(() -> ProblemException.notFound("definition", key));
    }
}
