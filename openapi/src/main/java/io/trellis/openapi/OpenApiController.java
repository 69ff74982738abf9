package io.trellis.openapi;

import io.trellis.platform.access.Actor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/openapi.json}. */
@RestController
class OpenApiController {
    private final OpenApiDocuments documents;

    OpenApiController(OpenApiDocuments documents) {
        this.documents = documents;
    }

    @GetMapping("/api/v1/openapi.json")
    ResponseEntity<byte[]> document(
            Actor actor, @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String known) {
        OpenApiDocuments.Document document = documents.get(actor);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(document.etag().equals(known) ? 304 : 200).eTag(document.etag());
        return document.etag().equals(known)
                ? answer.build()
                : answer.contentType(MediaType.APPLICATION_JSON).body(document.json());
    }
}
