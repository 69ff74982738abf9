package io.trellis.platform.tenant;

import io.trellis.platform.access.Actor;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own view of themselves. */
@RestController
@RequestMapping("/api/v1/me")
final class MeController {
    private final Me me;

    MeController(Me me) {
        this.me = me;
    }

    @GetMapping
    Map<String, Object> show(Actor actor) {
        return me.describe(actor);
    }

    @PatchMapping
    Map<String, Object> change(Actor actor, @RequestBody Map<String, Object> changes) {
        return me.change(actor, changes);
    }
}
