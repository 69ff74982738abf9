package io.trellis.platform.health;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Health over HTTP, without signing in. */
@RestController
@RequestMapping("/api/v1/health")
final class HealthController {
    private final Readiness readiness;

    HealthController(Readiness readiness) {
        this.readiness = readiness;
    }

    /**
     * @param status {@code up} or {@code down}
     * @param missing what keeps the node from working, in single words
     */
    record Health(String status, List<String> missing) {}

    private static final Health UP = new Health("up", List.of());

    /** The process answers; looks at nothing else, so that no outage elsewhere gets it killed. */
    @GetMapping("/live")
    Health live() {
        return UP;
    }

    /** Whether it should be sent requests. */
    @GetMapping({"", "/ready"})
    ResponseEntity<Health> ready() {
        List<String> missing = readiness.missing();
        return missing.isEmpty()
                ? ResponseEntity.ok(UP)
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Health("down", missing));
    }
}
