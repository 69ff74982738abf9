package io.trellis.platform.audit;

import io.trellis.platform.access.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How long the audit log is kept. */
@RestController
@RequestMapping("/api/v1/admin/audit/settings")
class AuditSettingsController {
    private final AuditRetention retention;

    AuditSettingsController(AuditRetention retention) {
        this.retention = retention;
    }

    record Settings(Integer days) {}

    @GetMapping
    Settings settings(Actor actor) {
        return new Settings(retention.days(actor));
    }

    @PutMapping
    Settings change(Actor actor, @RequestBody Settings settings) {
        retention.change(actor, settings.days());
        return settings;
    }
}
