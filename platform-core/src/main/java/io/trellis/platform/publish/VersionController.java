package io.trellis.platform.publish;

import io.trellis.platform.access.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Past versions of definitions over HTTP. */
@RestController
@RequestMapping("/api/v1/meta/{kind}/{name}/versions")
class VersionController {
    private final Versions versions;

    VersionController(Versions versions) {
        this.versions = versions;
    }

    /** @param by null for what was there before anybody kept versions */
    record VersionView(
            long version, Instant at, Map<String, Object> by, String action, String address, String subject) {
        static VersionView of(MetadataHistory.Version version) {
            return new VersionView(
                    version.version(),
                    version.at(),
                    version.by() == null ? null : person(version),
                    version.action(),
                    version.address(),
                    version.subject());
        }

        private static Map<String, Object> person(MetadataHistory.Version version) {
            Map<String, Object> person = new LinkedHashMap<>();
            person.put("id", version.by());
            person.put("name", version.name());
            return person;
        }
    }

    record VersionList(List<VersionView> versions, Long next) {}

    /**
     * @param document null where the element was removed
     * @param former the document of the version before, or null
     */
    record VersionDetail(VersionView version, Map<String, Object> document, Map<String, Object> former) {
        static VersionDetail of(Versions.Compared found) {
            return new VersionDetail(
                    VersionView.of(found.version()), found.version().document(), found.former());
        }
    }

    @GetMapping
    VersionList list(
            Actor actor,
            @PathVariable String kind,
            @PathVariable String name,
            @RequestParam(defaultValue = "0") long before,
            @RequestParam(defaultValue = "50") int size) {
        Versions.Page page = versions.list(actor, MetaController.kind(kind), name, before, size);
        return new VersionList(page.versions().stream().map(VersionView::of).toList(), page.next());
    }

    @GetMapping("/{version}")
    VersionDetail get(Actor actor, @PathVariable String kind, @PathVariable String name, @PathVariable long version) {
        return VersionDetail.of(versions.get(actor, MetaController.kind(kind), name, version));
    }

    @PostMapping("/{version}/restore")
    ResponseEntity<Object> restore(
            Actor actor,
            @PathVariable String kind,
            @PathVariable String name,
            @PathVariable long version,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request) {
        return MetaController.answer(
                versions.restore(actor, MetaController.kind(kind), name, version, dryRun), dryRun, request);
    }
}
