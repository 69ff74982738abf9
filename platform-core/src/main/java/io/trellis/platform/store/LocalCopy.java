package io.trellis.platform.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A blob's bytes as a file of this machine, until closed. Not to be written.
 *
 * @param temporary whether closing removes the file
 */
public record LocalCopy(Path path, boolean temporary) implements AutoCloseable {
    /** Copies a stream to a temporary file and closes it. */
    static LocalCopy temporary(InputStream content) {
        Path file = null;
        try (content) {
            file = Files.createTempFile("trellis-blob", ".tmp");
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            return new LocalCopy(file, true);
        } catch (IOException failure) {
            var unavailable = new StoreException.Unavailable("A blob could not be copied to this machine", failure);
            if (file != null) {
                new LocalCopy(file, true).close();
            }
            throw unavailable;
        }
    }

    @Override
    public void close() {
        if (temporary) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException notVital) {
                // the operating system tidies its temporary folder
            }
        }
    }
}
