package io.trellis.platform.store.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.BlobStoreContract;
import io.trellis.platform.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderBlobStoreTest extends BlobStoreContract {
    @TempDir
    Path folder;

    @Override
    protected BlobStore open() {
        return FolderBlobStore.open(folder.resolve("files"));
    }

    @Override
    protected long leftovers() {
        Path incoming = folder.resolve("files/.incoming");
        if (!Files.isDirectory(incoming)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(incoming)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void removesWhatAKilledProcessLeftADayAgo() throws IOException {
        Path incoming = Files.createDirectories(folder.resolve("files/.incoming"));
        Path old = Files.writeString(incoming.resolve("old"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(90_000)));
        Path young = Files.writeString(incoming.resolve("young"), "x");
        open().close();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void leavesNoEmptyFolders() throws IOException {
        store().put("one", "a/b/c", new ByteArrayInputStream(new byte[1]), 1);
        store().delete("one", "a/b/c");
        assertThat(folder.resolve("files/one/a")).doesNotExist();
    }

    @Test
    void saysThatItCanNotBeWritten() throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("files")).resolve("one"), "a file where a folder should be");
        assertThatThrownBy(() -> store().put("one", "a", new ByteArrayInputStream(new byte[1]), 1))
                .isInstanceOf(StoreException.Unavailable.class);
        assertThat(leftovers()).isZero();
    }
}
