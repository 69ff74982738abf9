package io.trellis.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.folder.FolderBlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorSegmentsTest {
    @TempDir
    Path folder;

    private BlobStore blobs;
    private ErrorSegments file;

    @BeforeEach
    void open() {
        blobs = FolderBlobStore.open(folder);
        file = new ErrorSegments(blobs, "t", "imports/imp_1/errors/");
    }

    private long add(long start, int attempt, String text) throws IOException {
        file.add(start, attempt, text.getBytes(StandardCharsets.UTF_8));
        return start + text.length();
    }

    private String read(long bytes) throws IOException {
        try (InputStream in = file.open(bytes)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void growsByPieces() throws IOException {
        assertThat(read(0)).isEmpty();
        long length = add(add(0, 1, "head;"), 1, "one;");
        assertThat(read(length)).isEqualTo("head;one;");
        assertThat(read(5)).isEqualTo("head;");
    }

    @Test
    void whatLiesBehindACheckpointIsCutOff() throws IOException {
        long checkpoint = add(0, 1, "kept;");
        add(checkpoint, 1, "lost and longer;");
        file.truncate(checkpoint);
        long length = add(checkpoint, 2, "again;");
        assertThat(read(length)).isEqualTo("kept;again;");
        file.truncate(0);
        assertThat(read(length)).isEmpty();
    }

    @Test
    void whoHasLostTheJobCountsForNothing() throws IOException {
        long checkpoint = add(0, 1, "kept;");
        file.truncate(checkpoint);
        long length = add(add(checkpoint, 2, "mine;"), 2, "more;");
        add(checkpoint, 1, "of the one before, which is longer;");
        add(checkpoint + 3, 1, "in between;");
        assertThat(read(length)).isEqualTo("kept;mine;more;");
    }

    /** Attempts are killed anywhere; at the end the file is what the checkpoints say, whatever was written besides. */
    @Test
    void isExactHoweverOftenItIsKilled() throws IOException {
        Random random = new Random(11);
        for (int round = 0; round < 50; round++) {
            file = new ErrorSegments(blobs, "t", "imports/imp_" + round + "/errors/");
            StringBuilder expected = new StringBuilder();
            int attempt = 1;
            List<Runnable> late = new ArrayList<>();
            for (int chunk = 0; chunk < 12; chunk++) {
                long start = expected.length();
                String text = "chunk" + chunk + "x".repeat(random.nextInt(9)) + ";";
                if (random.nextInt(3) == 0) {
                    // Killed before its checkpoint, or slow and still writing when the next attempt has begun.
                    int lost = attempt++;
                    String other = "lost" + "y".repeat(random.nextInt(9)) + ";";
                    if (random.nextBoolean()) {
                        add(start, lost, other);
                    } else {
                        late.add(() -> {
                            try {
                                add(start, lost, other);
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
                    }
                    file.truncate(start);
                }
                add(start, attempt, text);
                expected.append(text);
            }
            late.forEach(Runnable::run);
            assertThat(read(expected.length())).isEqualTo(expected.toString());
        }
    }
}
