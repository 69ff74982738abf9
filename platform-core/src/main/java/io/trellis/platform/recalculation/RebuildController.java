package io.trellis.platform.recalculation;

import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.AdminToken;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.tenant.Tenants;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rebuilds over HTTP, for a tenant's administrators. */
@RestController
@RequestMapping("/api/v1/admin/rebuild")
final class RebuildController {
    private static final String PERMISSION = "manageMetadata";

    private final Rebuild rebuild;
    private final Access access;

    RebuildController(Rebuild rebuild, Access access) {
        this.rebuild = rebuild;
        this.access = access;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Rebuild.Report start(Actor actor, @RequestParam(name = "dryRun", defaultValue = "false") boolean dryRun) {
        access.requireSystem(actor, PERMISSION);
        return rebuild.start(actor.tenant(), dryRun);
    }

    @GetMapping("/{id}")
    Rebuild.Report get(Actor actor, @PathVariable("id") String id) {
        access.requireSystem(actor, PERMISSION);
        return rebuild.get(actor.tenant(), id);
    }

    /** The same of any tenant, for whoever runs the installation. */
    @RestController
    @RequestMapping("/api/v1/tenants/{name}/rebuild")
    static final class OfTenants {
        private final Rebuild rebuild;
        private final Tenants tenants;
        private final AdminToken token;

        OfTenants(Rebuild rebuild, Tenants tenants, AdminToken token) {
            this.rebuild = rebuild;
            this.tenants = tenants;
            this.token = token;
        }

        /** Before anything of a request is looked at. */
        @ModelAttribute
        void requireToken(
                @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization,
                @PathVariable("name") String name) {
            token.require(authorization);
            tenants.find(name).orElseThrow(() -> ProblemException.notFound("tenant", name));
        }

        @PostMapping
        @ResponseStatus(HttpStatus.ACCEPTED)
        Rebuild.Report start(
                @PathVariable("name") String name,
                @RequestParam(name = "dryRun", defaultValue = "false") boolean dryRun) {
            return rebuild.start(name, dryRun);
        }

        @GetMapping("/{id}")
        Rebuild.Report get(@PathVariable("name") String name, @PathVariable("id") String id) {
            return rebuild.get(name, id);
        }
    }
}
