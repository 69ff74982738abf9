package io.trellis.platform.files;

import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.SystemStore.Document;
import io.trellis.platform.store.SystemStore.Put;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known of files, as documents of the tenant. An upload that nobody has taken is of the kind {@code fileUpload}, so that
 * these few can be listed; once taken it is a {@code file}, and a second time under a kind of its record, so that a record's files
 * are found by one look at an index however many millions there are. What is to be removed is of the kind {@code fileGone}.
 */
@Component
final class FileDocuments {
    static final String UPLOAD = "fileUpload";
    static final String FILE = "file";
    static final String GONE = "fileGone";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SystemStore store;

    FileDocuments(SystemStore store) {
        this.store = store;
    }

    /** @param version to be expected when the document is written again */
    record Known(StoredFile file, long version) {}

    private static String of(String record) {
        return "file/" + record;
    }

    private static Known known(Document document) {
        return new Known(JSON.readValue(document.json(), StoredFile.class), document.version());
    }

    Optional<Known> findUpload(String tenant, String id) {
        return store.find(tenant, UPLOAD, id).map(FileDocuments::known);
    }

    /** A file that a record has. */
    Optional<StoredFile> findTaken(String tenant, String id) {
        return store.find(tenant, FILE, id).map(document -> known(document).file());
    }

    /** Uploads that no record has taken. */
    List<Known> listUploads(String tenant) {
        return store.list(tenant, UPLOAD).stream().map(FileDocuments::known).toList();
    }

    /** The files that a record has, in the order they were uploaded. */
    List<StoredFile> listOf(String tenant, String record) {
        return store.list(tenant, of(record)).stream()
                .map(document -> known(document).file())
                .toList();
    }

    void addUpload(String tenant, StoredFile file) {
        store.write(tenant, List.of(new Put(UPLOAD, file.id(), 0, JSON.writeValueAsBytes(file))));
    }

    /** What makes an upload a file of a record, where nobody else was quicker. */
    static List<Put> taking(Known upload, StoredFile taken) {
        byte[] json = JSON.writeValueAsBytes(taken);
        return List.of(
                new Put(UPLOAD, taken.id(), upload.version(), null),
                new Put(FILE, taken.id(), 0, json),
                new Put(of(taken.record()), taken.id(), 0, json));
    }

    /** What lets go of a file that a record has. */
    static List<Put> dropping(StoredFile taken) {
        return List.of(
                new Put(FILE, taken.id(), -1, null), new Put(of(taken.record()), taken.id(), -1, null), gone(taken));
    }

    private static Put gone(StoredFile file) {
        return new Put(GONE, file.id(), -1, JSON.writeValueAsBytes(file));
    }

    /** Gives an upload up, unless a record takes it in the same moment. */
    boolean giveUp(String tenant, Known upload) {
        return store.write(
                tenant, List.of(new Put(UPLOAD, upload.file().id(), upload.version(), null), gone(upload.file())));
    }

    /** Files whose bytes are still to be removed. */
    List<StoredFile> listGone(String tenant) {
        return store.list(tenant, GONE).stream()
                .map(document -> known(document).file())
                .toList();
    }

    void forget(String tenant, StoredFile gone) {
        store.write(tenant, List.of(new Put(GONE, gone.id(), -1, null)));
    }

    /** Whether anything knows the file. */
    boolean knows(String tenant, String id) {
        return store.find(tenant, FILE, id).isPresent()
                || store.find(tenant, UPLOAD, id).isPresent()
                || store.find(tenant, GONE, id).isPresent();
    }
}
