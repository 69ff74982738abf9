package io.trellis.platform.store.folder;

import io.trellis.platform.store.BlobIntake;
import io.trellis.platform.store.BlobNames;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.LocalCopy;
import io.trellis.platform.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Blobs as files below one folder, {@code <tenant>/<name>}. What is being written lies under {@code .incoming} and is renamed
 * into place once it is on the disk, so that a killed process leaves no half blob.
 */
public final class FolderBlobStore implements BlobStore {
    /** Another node may share the folder: what it is writing is younger than that. */
    private static final Duration ABANDONED = Duration.ofHours(24);

    private static final int BUFFER = 64 * 1024;

    private final Path root;
    private final Path incoming;

    private FolderBlobStore(Path root) {
        this.root = root;
        this.incoming = root.resolve(".incoming");
    }

    /** Opens the folder; it is made when something is put. Removes what killed processes left unfinished. */
    public static FolderBlobStore open(Path folder) {
        var store = new FolderBlobStore(folder.toAbsolutePath().normalize());
        store.tidy();
        return store;
    }

    private void tidy() {
        Instant before = Instant.now().minus(ABANDONED);
        walk(incoming, (file, attributes) -> {
            if (attributes.lastModifiedTime().toInstant().isBefore(before)) {
                delete(file);
            }
            return true;
        });
    }

    private Path path(String tenant, String name) {
        BlobNames.check(tenant, name);
        return root.resolve(tenant).resolve(name);
    }

    @Override
    public Stored put(String tenant, String name, InputStream content, long most) throws IOException {
        Path target = path(tenant, name);
        Path part = incoming.resolve(UUID.randomUUID().toString());
        boolean kept = false;
        try {
            Stored stored = write(part, new BlobIntake(content, most));
            store(() -> publish(part, target));
            kept = true;
            return stored;
        } finally {
            if (!kept) {
                delete(part);
            }
        }
    }

    private Stored write(Path part, BlobIntake intake) throws IOException {
        FileChannel opened = store(() -> {
            Files.createDirectories(incoming);
            return FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        });
        try (FileChannel channel = opened) {
            byte[] buffer = new byte[BUFFER];
            for (int n = intake.fill(buffer); n > 0; n = n < BUFFER ? 0 : intake.fill(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                store(() -> {
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    return null;
                });
            }
            store(() -> {
                channel.force(true);
                return null;
            });
        }
        return intake.done();
    }

    /** A clean-up may remove an empty folder between making it and using it: then it is made again. */
    private static Path publish(Path part, Path target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Files.createDirectories(target.getParent());
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                syncFolder(target.getParent());
                return target;
            } catch (NoSuchFileException gone) {
                if (attempt == 10 || !Files.exists(part)) {
                    throw gone;
                }
            }
        }
    }

    /** A rename is on the disk once its folder is. Where folders can't be opened (Windows) the file system sees to it. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notSupported) {
            // nothing else can be done, and the blob itself is on the disk
        }
    }

    @Override
    public Optional<Blob> find(String tenant, String name) {
        Path file = path(tenant, name);
        return store(() -> {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return attributes.isRegularFile() ? Optional.of(blob(name, attributes)) : Optional.<Blob>empty();
            } catch (NoSuchFileException none) {
                return Optional.empty();
            }
        });
    }

    private static Blob blob(String name, BasicFileAttributes attributes) {
        return new Blob(name, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    @Override
    public Optional<InputStream> open(String tenant, String name, long from, long length) {
        Path file = path(tenant, name);
        return store(() -> {
            if (!Files.isRegularFile(file)) {
                return Optional.<InputStream>empty();
            }
            FileChannel channel;
            try {
                channel = FileChannel.open(file, StandardOpenOption.READ);
            } catch (NoSuchFileException gone) {
                return Optional.<InputStream>empty();
            }
            channel.position(Math.min(from, channel.size()));
            InputStream all = Channels.newInputStream(channel);
            return Optional.of(length < 0 ? all : new FirstBytes(all, length));
        });
    }

    @Override
    public Optional<LocalCopy> copy(String tenant, String name) {
        Path file = path(tenant, name);
        return Files.isRegularFile(file) ? Optional.of(new LocalCopy(file, false)) : Optional.empty();
    }

    @Override
    public void delete(String tenant, String name) {
        Path file = path(tenant, name);
        store(() -> Files.deleteIfExists(file));
        Path tenantFolder = root.resolve(tenant);
        for (Path folder = file.getParent(); !folder.equals(tenantFolder); folder = folder.getParent()) {
            if (!removeEmpty(folder)) {
                return;
            }
        }
    }

    private static boolean removeEmpty(Path folder) {
        try {
            return Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException used) {
            return false;
        } catch (IOException notVital) {
            return false;
        }
    }

    @Override
    public void list(String tenant, String prefix, Predicate<Blob> visitor) {
        BlobNames.checkPrefix(tenant, prefix);
        Path folder = root.resolve(tenant);
        walk(folder.resolve(prefix), (file, attributes) -> {
            String name = folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            return visitor.test(blob(name, attributes));
        });
    }

    @Override
    public void dropTenant(String tenant) {
        BlobNames.checkTenant(tenant);
        walk(root.resolve(tenant), (file, _) -> {
            delete(file);
            return true;
        });
    }

    @Override
    public void close() {
        // nothing is held open
    }

    private static void delete(Path file) {
        store(() -> Files.deleteIfExists(file));
    }

    private interface FileTaker {
        boolean take(Path file, BasicFileAttributes attributes);
    }

    /** Every file below a folder; empty folders are removed on the way back. */
    private static void walk(Path folder, FileTaker taker) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        store(() -> Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                return taker.take(file, attributes) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) {
                removeEmpty(visited);
                return FileVisitResult.CONTINUE;
            }
        }));
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** Tells what the disk refuses from what a sender's stream throws. */
    private static <T> T store(Step<T> step) {
        try {
            return step.run();
        } catch (IOException | UncheckedIOException failure) {
            throw new StoreException.Unavailable("The folder of files: " + failure.getMessage(), failure);
        }
    }
}
