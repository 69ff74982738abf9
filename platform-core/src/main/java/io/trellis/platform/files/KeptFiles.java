package io.trellis.platform.files;

import io.trellis.platform.store.TenantSnapshot.KeptDocument;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Which of a tenant's documents tell of files with bytes, for archives of whole tenants. */
public final class KeptFiles {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{3,60}");
    private static final JsonMapper JSON = JsonMapper.shared();

    private KeptFiles() {}

    /**
     * @param blob name of the blob with its bytes
     */
    public record KeptFile(String id, String blob) {}

    /** The file a document tells of; each file is told of by one such document. */
    public static Optional<KeptFile> find(KeptDocument document) {
        return switch (document.kind()) {
            case FileDocuments.FILE, FileDocuments.UPLOAD ->
                find(JSON.readTree(document.json()).path("id").asString(""));
            default -> Optional.empty();
        };
    }

    /** The file of an id; empty where it can't be one. */
    public static Optional<KeptFile> find(String id) {
        return ID.matcher(id).matches() ? Optional.of(new KeptFile(id, StoredFile.blob(id))) : Optional.empty();
    }

    /** Whether a document only tells of bytes that are still to be removed. */
    public static boolean isGone(KeptDocument document) {
        return document.kind().equals(FileDocuments.GONE);
    }
}
