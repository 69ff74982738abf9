package io.trellis.platform.files;

import io.trellis.platform.access.Actor;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** The files that any record may have beside its fields. */
@RestController
@RequestMapping("/api/v1/records/{object}/{id}/attachments")
final class AttachmentController {
    private final FileExchange files;

    AttachmentController(FileExchange files) {
        this.files = files;
    }

    /** @param file id of an upload */
    record Attach(String file) {}

    @GetMapping
    FileView.All list(Actor actor, @PathVariable("object") String object, @PathVariable("id") String id) {
        return files.attachments(actor, object, id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    FileView add(
            Actor actor,
            @PathVariable("object") String object,
            @PathVariable("id") String id,
            @RequestBody Attach attach) {
        return files.attach(actor, object, id, attach.file());
    }

    /** Sends the file along. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    FileView addForm(
            Actor actor,
            @PathVariable("object") String object,
            @PathVariable("id") String id,
            MultipartHttpServletRequest request)
            throws IOException {
        return files.attach(actor, object, id, Sent.form(request));
    }

    @DeleteMapping("/{file}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            Actor actor,
            @PathVariable("object") String object,
            @PathVariable("id") String id,
            @PathVariable("file") String file) {
        files.detach(actor, object, id, file);
    }
}
