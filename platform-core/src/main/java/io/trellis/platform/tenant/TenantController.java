package io.trellis.platform.tenant;

import io.trellis.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
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
    private final String token;

    TenantController(Tenants tenants, @Value("${trellis.admin-token:}") String token) {
        this.tenants = tenants;
        this.token = token;
    }

    record NewTenant(String name, Map<String, String> label, String adminUsername, String adminPassword) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Tenant create(
            @RequestHeader(name = "Authorization", required = false) String authorization,
            @RequestBody NewTenant tenant) {
        requireToken(authorization);
        Map<String, String> label = tenant.label() == null ? Map.of() : tenant.label();
        return tenants.create(tenant.name(), label, tenant.adminUsername(), tenant.adminPassword());
    }

    @GetMapping
    Map<String, List<Tenant>> list(@RequestHeader(name = "Authorization", required = false) String authorization) {
        requireToken(authorization);
        return Map.of("tenants", tenants.list());
    }

    private void requireToken(String authorization) {
        byte[] given = (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        // Compared in constant time, so that the token can't be guessed letter by letter.
        if (token.isBlank() || !MessageDigest.isEqual(given, expected)) {
            throw new ProblemException(ProblemException.Kind.UNAUTHENTICATED, "ADMIN_TOKEN_NEEDED", Map.of());
        }
    }
}
