package io.trellis.platform.store;

import java.util.List;

/** A commit that the store refused; nothing of it was written. */
public sealed class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        super(message);
    }

    /** Somebody else wrote the record first, or it is gone. */
    public static final class VersionMismatch extends StoreException {
        private static final long serialVersionUID = 1L;
        public final String object;
        public final String id;
        /** The version now stored; 0 when there is no such record. */
        public final long current;

        public VersionMismatch(String object, String id, long current) {
            super(object + " " + id + " is now at version " + current);
            this.object = object;
            this.id = id;
            this.current = current;
        }
    }

    /** Another live record of the tenant already has these values. */
    public static final class DuplicateKey extends StoreException {
        private static final long serialVersionUID = 1L;
        public final String object;
        public final String id;
        /** The unique key's fields. */
        public final transient List<String> fields;

        public DuplicateKey(String object, String id, List<String> fields) {
            super("Another " + object + " has the same " + fields);
            this.object = object;
            this.id = id;
            this.fields = List.copyOf(fields);
        }
    }

    /** Somebody else wrote one of the platform's documents first, or it is gone. */
    public static final class DocumentMismatch extends StoreException {
        private static final long serialVersionUID = 1L;

        public DocumentMismatch() {
            super("A document is not at the version that was expected");
        }
    }

    /** The store could not write, e.g. because the disk is full. Nothing of the commit was written; it may be tried again. */
    public static final class Unavailable extends StoreException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, Throwable cause) {
            super(message);
            initCause(cause);
        }
    }
}
