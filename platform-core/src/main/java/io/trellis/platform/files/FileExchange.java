package io.trellis.platform.files;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What callers of the HTTP API do with files: send, fetch, attach and take away. */
@Component
final class FileExchange {
    private final FileService files;
    private final FileDocuments documents;
    private final Thumbnails thumbnails;
    private final RecordService records;
    private final BlobStore blobs;

    FileExchange(
            FileService files, FileDocuments documents, Thumbnails thumbnails, RecordService records, BlobStore blobs) {
        this.files = files;
        this.documents = documents;
        this.thumbnails = thumbnails;
        this.records = records;
        this.blobs = blobs;
    }

    FileView receive(Actor actor, Sent sent) {
        return view(actor, List.of(stored(actor, sent, sent.object()))).getFirst();
    }

    private StoredFile stored(Actor actor, Sent sent, String object) {
        if (object == null) {
            throw Sent.missing("object");
        }
        try (InputStream content = sent.content()) {
            return files.upload(actor, object, sent.field(), sent.name(), content);
        } catch (IOException broken) {
            // Nobody may be left to read it; where somebody is, the bytes they sent did not make a whole.
            throw new ProblemException(Kind.MALFORMED, "UPLOAD_BROKEN", Map.of());
        }
    }

    void send(Actor actor, String id, boolean download, FileAnswer answer) throws IOException {
        StoredFile file = files.get(actor, id);
        answer.write(
                file.name(),
                file.type(),
                file.size(),
                file.sha256(),
                download,
                (from, length) -> files.open(actor, file, from, length));
    }

    void sendThumbnail(Actor actor, String id, int size, FileAnswer answer) throws IOException {
        StoredFile file = files.get(actor, id);
        Thumbnails.Thumbnail small = thumbnails.get(actor.tenant(), file, size);
        BlobStore.Blob blob =
                blobs.find(actor.tenant(), small.name()).orElseThrow(() -> ProblemException.notFound("thumbnail", id));
        answer.write(file.name(), small.type(), blob.size(), small.tag(), false, (from, length) -> blobs.open(
                        actor.tenant(), small.name(), from, length)
                .orElseThrow(() -> ProblemException.notFound("thumbnail", id)));
    }

    FileView.All attachments(Actor actor, String object, String record) {
        records.findEvenDeleted(actor, object, record).orElseThrow(() -> ProblemException.notFound("record", record));
        List<StoredFile> attached = documents.listOf(actor.tenant(), record).stream()
                .filter(file -> file.field() == null)
                .sorted(Comparator.comparing(StoredFile::id).reversed())
                .toList();
        return new FileView.All(view(actor, attached));
    }

    FileView attach(Actor actor, String object, String record, String id) {
        if (id == null || id.isBlank()) {
            throw Sent.missing("file");
        }
        records.attach(actor, object, record, id);
        // A copy of another record's file has an id of its own: it is the newest.
        List<FileView> all = attachments(actor, object, record).attachments();
        return all.stream().filter(view -> view.id().equals(id)).findFirst().orElseGet(all::getFirst);
    }

    /** Sends and attaches in one step. */
    FileView attach(Actor actor, String object, String record, Sent sent) {
        records.get(actor, object, record);
        return attach(actor, object, record, stored(actor, sent, object).id());
    }

    void detach(Actor actor, String object, String record, String id) {
        records.detach(actor, object, record, id);
    }

    private List<FileView> view(Actor actor, List<StoredFile> all) {
        Collection<String> people = all.stream().map(StoredFile::createdBy).collect(Collectors.toSet());
        Map<String, String> names = people.isEmpty() ? Map.of() : records.names(actor, people);
        return all.stream()
                .map(file -> FileView.of(file, names.get(file.createdBy())))
                .toList();
    }
}
