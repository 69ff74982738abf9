package io.trellis.platform.files;

import io.trellis.platform.access.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Files over HTTP: in as a form or as bare bytes, out as bytes. */
@RestController
@RequestMapping("/api/v1/files")
final class FileController {
    private final FileExchange files;

    FileController(FileExchange files) {
        this.files = files;
    }

    /** A form with the part {@code file} and the fields {@code object} and {@code field}. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    FileView uploadForm(Actor actor, MultipartHttpServletRequest request) throws IOException {
        return files.receive(actor, Sent.form(request));
    }

    /** The bytes as the body, whatever it is called; {@code object}, {@code field} and {@code name} in the address. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    FileView upload(Actor actor, HttpServletRequest request) throws IOException {
        return files.receive(actor, Sent.bytes(request));
    }

    @GetMapping("/{id}")
    void get(
            Actor actor,
            @PathVariable("id") String id,
            @RequestParam(name = "download", defaultValue = "false") boolean download,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        files.send(actor, id, download, new FileAnswer(request, response));
    }

    @GetMapping("/{id}/thumbnail")
    void thumbnail(
            Actor actor,
            @PathVariable("id") String id,
            @RequestParam(name = "size", defaultValue = "256") int size,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        files.sendThumbnail(actor, id, size, new FileAnswer(request, response));
    }
}
