package io.trellis.platform.transfer;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.util.Map;

/** Who may import, export and look at whose jobs. What happens to a single record is the record service's decision. */
final class ImportRights {
    private ImportRights() {}

    /** @throws ProblemException FORBIDDEN, naming what is missing; NOT_FOUND for an object the actor may not even see */
    static void require(Access access, Actor actor, CatalogObject object, String operation) {
        access.requireSystem(actor, "importData");
        Grants grants = actor.grants();
        boolean sees = !(grants.scope(object.name(), Grants.Action.READ) instanceof Predicate.None);
        boolean creates = grants.mayCreate(object.name());
        boolean edits = !(grants.scope(object.name(), Grants.Action.EDIT) instanceof Predicate.None);
        if (!sees && !creates && !edits) {
            throw ProblemException.notFound("object", object.name());
        }
        if (!operation.equals("update") && !creates) {
            throw missing(object, "create");
        }
        if (!operation.equals("create") && !edits) {
            throw missing(object, "edit");
        }
    }

    private static ProblemException missing(CatalogObject object, String action) {
        return new ProblemException(Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", object.name() + "." + action));
    }

    static boolean mayLook(Actor actor, Job job) {
        return job.owner().equals(actor.userId()) || actor.grants().maySystem("viewAudit");
    }
}
