package io.trellis.platform.transfer;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where files on their way in and out are kept: {@code TRELLIS_HOME/imports/<id>/} and {@code TRELLIS_HOME/exports/<id>/}.
 * Names inside are our own; what a person called a file is never part of a path.
 */
@Component
final class TransferFiles {
    private final Path home;
    private final long maxBytes;

    TransferFiles(
            @Value("${trellis.home:./data}") Path home,
            @Value("${trellis.imports.max-bytes:209715200}") long maxBytes) {
        this.home = home.toAbsolutePath().normalize();
        this.maxBytes = maxBytes;
    }

    Path upload(String id) {
        return folder("imports", id).resolve("upload");
    }

    Path errors(String id) {
        return folder("imports", id).resolve("errors.csv");
    }

    Path importFolder(String id) {
        return folder("imports", id);
    }

    Path export(String id) {
        return folder("exports", id).resolve("export");
    }

    private Path folder(String kind, String id) {
        if (!id.matches("[a-z]{3}_[0-9A-Z]{26}")) {
            throw ProblemException.notFound("job", id);
        }
        return home.resolve(kind).resolve(id);
    }

    /**
     * Streams an upload to disk, durable when it returns.
     *
     * @throws ProblemException TOO_LARGE
     */
    void receive(String id, InputStream in) throws IOException {
        Files.createDirectories(importFolder(id));
        try (FileChannel channel =
                        FileChannel.open(upload(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = java.nio.channels.Channels.newOutputStream(channel)) {
            byte[] buffer = new byte[64 * 1024];
            long count = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                count += n;
                if (count > maxBytes) {
                    throw new ProblemException(
                            Kind.TOO_LARGE, "TOO_LARGE", Map.of("limit", maxBytes / (1024 * 1024) + " MB"));
                }
                out.write(buffer, 0, n);
            }
            channel.force(true);
        }
    }

    void removeImport(String id) {
        remove(folder("imports", id));
    }

    void removeExport(String id) {
        remove(folder("exports", id));
    }

    private static void remove(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
