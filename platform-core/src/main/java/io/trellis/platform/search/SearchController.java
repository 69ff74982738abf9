package io.trellis.platform.search;

import io.trellis.platform.access.Actor;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Global search over HTTP. */
@RestController
final class SearchController {
    private final GlobalSearch search;

    SearchController(GlobalSearch search) {
        this.search = search;
    }

    @GetMapping("/api/v1/search")
    GlobalSearch.Results search(
            Actor actor,
            @RequestParam("q") String q,
            @RequestParam(name = "objects", required = false) List<String> objects,
            @RequestParam(name = "page", required = false, defaultValue = "1") int page,
            @RequestParam(name = "size", required = false, defaultValue = "" + GlobalSearch.DEFAULT_SIZE) int size) {
        return search.find(actor, q, objects == null ? List.of() : objects, page, size);
    }
}
