package io.trellis.platform.publish;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.platform.access.Actor;
import io.trellis.platform.cluster.TenantMemory;
import io.trellis.platform.store.RecordDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The catalog as the screens read it, with an ETag that changes with the metadata and with the actor's rights. */
@RestController
class CatalogController implements TenantMemory {
    /** Answers kept ready; one per catalog version and set of rights, so that most users share one. */
    private static final int KEPT = 64;

    private final Catalogs catalogs;
    private final Map<String, byte[]> answers = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > KEPT;
        }
    });

    CatalogController(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @GetMapping("/api/v1/meta/catalog")
    ResponseEntity<byte[]> catalog(
            Actor actor, @RequestHeader(value = HttpHeaders.IF_NONE_MATCH, required = false) String known) {
        Catalog catalog = catalogs.current(actor.tenant());
        String tag = tag(catalog, actor);
        if (known != null && known.contains(tag)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(tag)
                    .cacheControl(CacheControl.noCache().cachePrivate())
                    .build();
        }
        byte[] answer = answers.computeIfAbsent(tag, _ -> RecordDocument.encodeAny(VisibleCatalog.of(catalog, actor)));
        return ResponseEntity.ok()
                .eTag(tag)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer);
    }

    /** The tags do not tell whose answers they are; all are made again when they are asked for. */
    @Override
    public void forgetTenant(String tenant) {
        answers.clear();
    }

    private static String tag(Catalog catalog, Actor actor) {
        String facts = actor.tenant() + "\n" + catalog.version() + "\n"
                + actor.grants().shape() + "\n" + String.join(",", actor.roles());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8));
            return "\"" + catalog.version() + "-" + HexFormat.of().formatHex(hash, 0, 12) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
