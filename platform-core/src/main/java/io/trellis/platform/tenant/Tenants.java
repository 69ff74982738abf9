package io.trellis.platform.tenant;

import io.trellis.metadata.Problem;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.audit.Audit;
import io.trellis.platform.audit.AuditAction;
import io.trellis.platform.audit.AuditEvent;
import io.trellis.platform.cluster.TenantMemories;
import io.trellis.platform.lease.Lease;
import io.trellis.platform.lease.Leases;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Packages;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.RecordStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * The tenants of this installation. One is made in steps, and noted as unfinished until the last: what a killed process left
 * is thrown away when the same tenant is made again, and never opened before. A lease keeps two nodes from making the same one.
 * Thread-safe.
 */
@Component
public final class Tenants {
    static final String SYSTEM_PACKAGE = "system";
    /** Another request, or another node, is at it. */
    static final String BEING_MADE = "TENANT_BEING_MADE";

    private final RecordStore store;
    private final BlobStore blobs;
    private final TenantRegistry registry;
    private final TenantMemories memories;
    private final Packages packages;
    private final RecordService records;
    private final Access access;
    private final Leases leases;
    private final Audit audit;

    Tenants(
            RecordStore store,
            BlobStore blobs,
            TenantMemories memories,
            Packages packages,
            RecordService records,
            Access access,
            Leases leases,
            Audit audit) {
        this.audit = audit;
        this.store = store;
        this.blobs = blobs;
        this.registry = new TenantRegistry(store.system());
        this.memories = memories;
        this.packages = packages;
        this.records = records;
        this.access = access;
        this.leases = leases;
    }

    /**
     * @param label by locale; empty for the name
     * @param steps what else to do before the tenant is open, e.g. installing further packages
     */
    record Plan(
            String name,
            Map<String, String> label,
            boolean demo,
            String adminUsername,
            String adminPassword,
            Consumer<Actor> steps) {}

    public List<Tenant> list() {
        return registry.list().stream()
                .filter(TenantRegistry.Entry::ready)
                .map(TenantRegistry.Entry::tenant)
                .toList();
    }

    public Optional<Tenant> find(String name) {
        return registry.find(name).filter(TenantRegistry.Entry::ready).map(TenantRegistry.Entry::tenant);
    }

    /**
     * Makes a tenant with the system package and a first administrator.
     *
     * @throws ProblemException INVALID_TENANT with every problem, or CONFLICT when there is one of the name or it is just being made
     */
    public Tenant create(String name, Map<String, String> label, String adminUsername, String adminPassword) {
        return create(new Plan(name, label, false, adminUsername, adminPassword, _ -> {}));
    }

    Tenant create(Plan plan) {
        check(plan);
        Lease lease = leases.tryTake("tenant-" + plan.name())
                .orElseThrow(() -> new ProblemException(
                        ProblemException.Kind.CONFLICT,
                        find(plan.name()).isPresent() ? "TENANT_EXISTS" : BEING_MADE,
                        Map.of("name", plan.name())));
        try {
            return create(plan, lease);
        } finally {
            lease.release();
        }
    }

    private Tenant create(Plan plan, Lease lease) {
        Optional<TenantRegistry.Entry> present = registry.find(plan.name());
        if (present.isPresent()) {
            if (present.get().ready()) {
                throw new ProblemException(
                        ProblemException.Kind.CONFLICT, "TENANT_EXISTS", Map.of("name", plan.name()));
            }
            remove(plan.name());
        }
        Map<String, String> label =
                plan.label().isEmpty() ? Map.of("zh-CN", plan.name(), "en-US", plan.name()) : plan.label();
        var tenant = new Tenant(plan.name(), label, plan.demo(), Instant.now(), TenantState.OPEN);
        registry.write(TenantRegistry.Entry.of(tenant, false));
        try {
            build(plan);
        } catch (RuntimeException failure) {
            requireHeld(lease);
            remove(plan.name());
            throw plan.demo() ? failure : translate(failure);
        }
        requireHeld(lease);
        registry.write(TenantRegistry.Entry.of(tenant, true));
        return tenant;
    }

    /** A node that was taken for dead must not touch what another has begun anew. */
    private static void requireHeld(Lease lease) {
        if (!lease.held()) {
            throw new ProblemException(ProblemException.Kind.UNAVAILABLE, "UNAVAILABLE", Map.of("retryAfter", 10));
        }
    }

    private void build(Plan plan) {
        Actor system = access.systemActor(plan.name(), "setup");
        audit.write(plan.name(), AuditEvent.of(AuditAction.TENANT_CREATED, system.userId(), system.name()));
        packages.install(system, List.of(SYSTEM_PACKAGE));
        var admin = new LinkedHashMap<String, Object>();
        admin.put("username", plan.adminUsername());
        admin.put("name", plan.adminUsername());
        admin.put("active", true);
        admin.put("roles", List.of("admin"));
        String id = records.create(system, "user", admin).id();
        plan.steps().accept(system);
        // Last, because with it the tenant can be entered.
        access.setPassword(plan.name(), id, plan.adminPassword());
    }

    /** Problems of the first administrator, at the places of the request that made the tenant. */
    private static RuntimeException translate(RuntimeException failure) {
        if (!(failure instanceof ProblemException refused) || refused.problems().isEmpty()) {
            return failure;
        }
        return ProblemException.invalid(
                "INVALID_TENANT",
                refused.problems().stream()
                        .map(problem -> new Problem(
                                problem.code(),
                                switch (problem.path()) {
                                    case "/new" -> "/adminPassword";
                                    case "/username", "/name" -> "/adminUsername";
                                    default -> problem.path();
                                },
                                problem.params()))
                        .toList());
    }

    private static void check(Plan plan) {
        var problems = new ArrayList<Problem>();
        require(problems, plan.name(), "/name");
        if (plan.name() != null && !TenantRegistry.isName(plan.name())) {
            problems.add(Problem.of("INVALID_TENANT_NAME", "/name", "name", plan.name()));
        }
        plan.label().forEach((locale, text) -> require(problems, text, "/label/" + locale));
        require(problems, plan.adminUsername(), "/adminUsername");
        require(problems, plan.adminPassword(), "/adminPassword");
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_TENANT", problems);
        }
    }

    private static void require(List<Problem> problems, String value, String path) {
        if (value == null || value.isBlank()) {
            problems.add(Problem.of("REQUIRED", path));
        }
    }

    /** Removes a tenant and everything in it, for good. */
    private void remove(String name) {
        access.endSessions(name);
        memories.forget(name);
        store.dropTenant(name);
        blobs.dropTenant(name);
        // Once more, for whoever was still at work in it and has remembered something again.
        memories.forget(name);
        registry.remove(name);
    }
}
