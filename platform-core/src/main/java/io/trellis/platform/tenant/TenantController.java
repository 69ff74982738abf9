package io.trellis.platform.tenant;

import io.trellis.platform.access.AdminToken;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tenants for whoever runs the installation: guarded by the token it was started with, and closed when there is none. */
@RestController
@RequestMapping("/api/v1/tenants")
final class TenantController {
    private final Tenants tenants;
    private final AdminToken token;

    TenantController(Tenants tenants, AdminToken token) {
        this.tenants = tenants;
        this.token = token;
    }

    record NewTenant(String name, Map<String, String> label, String adminUsername, String adminPassword) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Tenant create(
            @RequestHeader(name = "Authorization", required = false) String authorization,
            @RequestBody NewTenant tenant) {
        token.require(authorization);
        Map<String, String> label = tenant.label() == null ? Map.of() : tenant.label();
        return tenants.create(tenant.name(), label, tenant.adminUsername(), tenant.adminPassword());
    }

    @GetMapping
    Map<String, List<Tenant>> list(@RequestHeader(name = "Authorization", required = false) String authorization) {
        token.require(authorization);
        return Map.of("tenants", tenants.list());
    }
}
