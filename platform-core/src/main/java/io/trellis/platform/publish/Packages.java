package io.trellis.platform.publish;

import io.trellis.platform.access.Actor;
import java.util.List;

/** App packages of a tenant. All methods need the permission {@code managePackages}. Thread-safe. */
public interface Packages {
    /** Those installed and those that could be, by name. */
    List<PackageState> list(Actor actor);

    /**
     * Installs packages with everything they depend on, in one step; those already there are left as they are. This also makes
     * the first catalog of a new tenant.
     *
     * @throws io.trellis.platform.problem.ProblemException NOT_FOUND for an unknown package, INVALID_PACKAGE with every problem
     */
    PackageReport install(Actor actor, List<String> names);

    /**
     * Brings an installed package to the version that is available. What the tenant changed stays changed; where the package
     * changed the same, the report says so.
     */
    PackageReport upgrade(Actor actor, String name);

    /** Removes a package's elements; refused while records, other packages or the tenant's own elements need them. */
    PackageReport uninstall(Actor actor, String name);

    /**
     * @param state {@code installed}, {@code available} or {@code upgradable}
     * @param version the installed one, or the available one when there is none
     * @param available the version that could be installed, or null when the package is no longer supplied
     */
    record PackageState(
            String name,
            String version,
            String available,
            String state,
            java.util.Map<String, String> label,
            java.util.Map<String, String> description,
            List<String> dependsOn) {}

    /**
     * @param installed packages that are now there and were not before
     * @param changes what became of which element
     * @param conflicts elements, or keys of them, that both the tenant and the package changed; the tenant's stayed
     */
    record PackageReport(List<String> installed, List<PublishReport.Change> changes, List<String> conflicts) {}
}
