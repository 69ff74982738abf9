package io.trellis.platform.tenant;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What may be told before anybody has signed in. */
@RestController
final class SignInOptionsController {
    private final Tenants tenants;

    SignInOptionsController(Tenants tenants) {
        this.tenants = tenants;
    }

    record Options(boolean demo, String tenant, List<DemoTenant.SignInOption> users) {}

    /** The demo tenant's sign-ins, which are no secret; nothing of other tenants. */
    @GetMapping("/api/v1/auth/options")
    Options options() {
        return tenants.find(DemoTenant.NAME).filter(Tenant::demo).isPresent()
                ? new Options(true, DemoTenant.NAME, DemoTenant.SIGN_INS)
                : new Options(false, null, List.of());
    }
}
