package io.trellis.platform.store.mongo;

import com.mongodb.MongoException;
import java.io.IOException;
import java.io.InputStream;

/** A range of a GridFS file. What the server refuses in the middle is told as any stream tells it. */
final class GridFsBytes extends InputStream {
    private final InputStream all;
    private long left;

    GridFsBytes(InputStream all, long length) {
        this.all = all;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws IOException {
        if (size == 0) {
            return 0;
        }
        if (left <= 0) {
            return -1;
        }
        try {
            int got = all.read(buffer, offset, (int) Math.min(size, left));
            left -= Math.max(got, 0);
            return got;
        } catch (MongoException failure) {
            throw new IOException("The rest of the file could not be read", failure);
        }
    }

    @Override
    public void close() throws IOException {
        all.close();
    }
}
