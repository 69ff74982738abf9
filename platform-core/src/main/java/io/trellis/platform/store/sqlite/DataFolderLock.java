package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.UnusableStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process off the data file: the operating system holds the lock and lets it go even when the process is killed. */
final class DataFolderLock implements AutoCloseable {
    private final FileChannel channel;

    private DataFolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IllegalStateException when another process, or another store of this one, has the file open */
    static DataFolderLock take(Path file) {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException held) {
                lock = null;
            }
            if (lock == null) {
                channel.close();
                throw new UnusableStore(
                        "The data folder " + file.toAbsolutePath().getParent()
                                + " is in use by another running Trellis.",
                        "Stop that one, or give this one a folder of its own with TRELLIS_HOME.",
                        null);
            }
            return new DataFolderLock(channel);
        } catch (IOException failure) {
            throw new UnusableStore(
                    "The lock file " + lockFile + " can't be written: " + failure.getMessage(),
                    "Make the data folder writable, or choose another with TRELLIS_HOME.",
                    failure);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // the process ends or the file is gone; either way the lock is
        }
    }
}
