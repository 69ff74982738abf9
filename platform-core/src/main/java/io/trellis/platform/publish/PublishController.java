package io.trellis.platform.publish;

import io.trellis.platform.access.Actor;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a publish changed, for those who read the audit log. */
@RestController
@RequestMapping("/api/v1/admin/metadata/{version}")
class PublishController {
    private final Versions versions;

    PublishController(Versions versions) {
        this.versions = versions;
    }

    /** @param id to ask for its documents with */
    record TouchedView(String id, VersionController.VersionView version) {}

    record TouchedList(List<TouchedView> elements) {}

    @GetMapping
    TouchedList list(Actor actor, @PathVariable long version) {
        return new TouchedList(versions.published(actor, version).stream()
                .map(one -> new TouchedView(one.id(), VersionController.VersionView.of(one.version())))
                .toList());
    }

    @GetMapping("/element")
    VersionController.VersionDetail get(Actor actor, @PathVariable long version, @RequestParam String id) {
        return VersionController.VersionDetail.of(versions.published(actor, version, id));
    }
}
