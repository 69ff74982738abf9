package io.trellis.openapi;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.platform.access.Actor;
import io.trellis.platform.cluster.TenantMemory;
import io.trellis.platform.publish.Catalogs;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI documents, made when asked for and kept while catalog and rights stay the same. Thread-safe. */
@Component
public class OpenApiDocuments implements TenantMemory {
    private static final int KEPT = 24;

    private final Catalogs catalogs;
    private final Map<Key, Document> documents = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Document> eldest) {
            return size() > KEPT;
        }
    });

    public OpenApiDocuments(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * A document as it is sent.
     *
     * @param etag with its quotes
     */
    public record Document(byte[] json, String etag) {}

    /** Everything that can make one document differ from another. */
    private record Key(String tenant, long catalog, String grants, String locale) {}

    /** The document of what this actor may do. */
    public Document get(Actor actor) {
        Catalog catalog = catalogs.current(actor.tenant());
        Key key = new Key(actor.tenant(), catalog.version(), actor.grants().shape(), actor.locale());
        Document known = documents.get(key);
        if (known == null) {
            byte[] json = JsonMapper.shared()
                    .writeValueAsBytes(DocumentBuilder.build(catalog, actor.grants(), actor.locale()));
            known = new Document(json, etag(json));
            documents.put(key, known);
        }
        return known;
    }

    @Override
    public void forgetTenant(String tenant) {
        documents.keySet().removeIf(key -> key.tenant().equals(tenant));
    }

    private static String etag(byte[] json) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
            return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JDK without SHA-256", e);
        }
    }
}
