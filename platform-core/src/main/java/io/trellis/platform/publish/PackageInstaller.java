package io.trellis.platform.publish;

import io.trellis.platform.access.Actor;
import java.util.List;

/** What making a tenant needs of packages. */
public interface PackageInstaller {
    /** Names of all packages on the class path, the system package first and each after those it depends on. */
    List<String> available();

    /**
     * Publishes a package into the actor's tenant, together with what it depends on; also the first of a tenant that has no
     * catalog yet. Does nothing when the tenant has this version.
     *
     * @throws io.trellis.platform.problem.ProblemException INVALID_METADATA with every problem, NOT_FOUND, FORBIDDEN
     */
    void install(Actor actor, String name);
}
