package io.trellis.platform.record;

import io.trellis.platform.access.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Mappings over HTTP: what would be made of a record, and making it. */
@RestController
@RequestMapping("/api/v1/records/{object}/{id}/actions/{mapping}")
final class ActionController {
    private final Mappings mappings;

    ActionController(Mappings mappings) {
        this.mappings = mappings;
    }

    @GetMapping
    void preview(
            Actor actor,
            @PathVariable("object") String object,
            @PathVariable("id") String id,
            @PathVariable("mapping") String mapping,
            HttpServletResponse out)
            throws IOException {
        mappings.preview(actor, object, id, mapping).write(out);
    }

    @PostMapping
    void run(
            Actor actor,
            @PathVariable("object") String object,
            @PathVariable("id") String id,
            @PathVariable("mapping") String mapping,
            HttpServletRequest request,
            HttpServletResponse out)
            throws IOException {
        Fields body = Fields.of(JsonBody.readObject(request.getInputStream()), "choices", "values");
        mappings.run(actor, object, id, mapping, body.object("choices"), body.object("values"))
                .write(out);
    }
}
