package io.trellis.platform.problem;

import java.io.IOException;

/** Thrown while reading a body that has grown beyond the limit. */
final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
    /** Bytes. */
    final long limit;

    BodyTooLargeException(long limit) {
        super("Body larger than " + limit + " bytes");
        this.limit = limit;
    }
}
