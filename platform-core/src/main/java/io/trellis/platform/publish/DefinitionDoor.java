package io.trellis.platform.publish;

import io.trellis.metadata.kind.Kind;
import io.trellis.platform.access.Actor;
import java.util.Map;

/** By which modules above publish definitions that come to them in other forms, with the rights of who brings them. */
public interface DefinitionDoor {
    /**
     * Makes or replaces several elements of a kind, all or none.
     *
     * @param documents by key; plain values, see {@link io.trellis.metadata.schema.Documents}
     * @return what was done or, in a dry run, would be; its problems name their {@code element}
     * @throws io.trellis.platform.problem.ProblemException FORBIDDEN, or INVALID_METADATA when it isn't a dry run and something is wrong
     */
    PublishReport putAll(Actor actor, Kind<?> kind, Map<String, ?> documents, boolean dryRun);
}
