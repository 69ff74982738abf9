package io.trellis.platform.store.mongo.standin;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The versions of one document, newest first, and who is about to write the next. Guarded by the engine's lock. */
final class Chain {
    /** @param document null where it was deleted */
    record Version(long at, BsonDocument document) {}

    final BsonValue id;
    final List<Version> versions = new ArrayList<>(1);
    Transaction writer;

    Chain(BsonValue id) {
        this.id = id;
    }

    /** The document as it was at a moment; null when there was none. */
    BsonDocument at(long moment) {
        for (Version version : versions) {
            if (version.at <= moment) {
                return version.document;
            }
        }
        return null;
    }

    long newest() {
        return versions.isEmpty() ? 0 : versions.getFirst().at;
    }
}
