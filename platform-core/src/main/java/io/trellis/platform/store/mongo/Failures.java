package io.trellis.platform.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;

/** What the server's errors mean to callers. */
final class Failures {
    private static final int DUPLICATE_KEY = 11000;

    private Failures() {}

    static boolean isDuplicate(Throwable failure) {
        return switch (failure) {
            case MongoBulkWriteException bulk -> duplicateAt(bulk) >= 0;
            case MongoWriteException write -> write.getCode() == DUPLICATE_KEY;
            case MongoException other -> other.getCode() == DUPLICATE_KEY;
            case null, default -> false;
        };
    }

    /** The place in a bulk of the first write that met a key which is there already, or -1. */
    static int duplicateAt(MongoBulkWriteException failure) {
        return failure.getWriteErrors().stream()
                .filter(error -> error.getCode() == DUPLICATE_KEY)
                .mapToInt(com.mongodb.bulk.BulkWriteError::getIndex)
                .findFirst()
                .orElse(-1);
    }

    static RuntimeException reading(MongoException failure) {
        return new IllegalStateException("Reading from the store failed: " + failure.getMessage(), failure);
    }
}
