package io.trellis.platform.store.mongo.standin;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** A command that fails as a real server would let it fail: with a number, its name and perhaps a label for drivers. */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final int DUPLICATE_KEY = 11000;

    final int code;
    final String codeName;
    private final String label;

    private Fault(int code, String codeName, String message, String label) {
        super(message, null, false, false);
        this.code = code;
        this.codeName = codeName;
        this.label = label;
    }

    static Fault badValue(String message) {
        return new Fault(2, "BadValue", message, null);
    }

    static Fault unknown(String what) {
        return new Fault(9, "FailedToParse", "The stand-in does not know " + what, null);
    }

    static Fault noCommand(String name) {
        return new Fault(59, "CommandNotFound", "no such command: '" + name + "'", null);
    }

    static Fault writeConflict() {
        return new Fault(112, "WriteConflict", "Write conflict during plan execution", "TransientTransactionError");
    }

    static Fault noTransaction() {
        return new Fault(251, "NoSuchTransaction", "The transaction is not open", "TransientTransactionError");
    }

    static Fault transactionsNeedAReplicaSet() {
        String message = "Transaction numbers are only allowed on a replica set member or mongos";
        return new Fault(20, "IllegalOperation", message, null);
    }

    static Fault noIndex(String name) {
        return new Fault(27, "IndexNotFound", "index not found with name [" + name + "]", null);
    }

    static Fault cursorNotFound(long id) {
        return new Fault(43, "CursorNotFound", "cursor id " + id + " not found", null);
    }

    static Fault duplicate(String namespace, String index, BsonDocument key) {
        String message = "E11000 duplicate key error collection: " + namespace + " index: " + index + " dup key: "
                + key.toJson();
        return new Fault(DUPLICATE_KEY, "DuplicateKey", message, null);
    }

    boolean isWriteConflict() {
        return code == 112;
    }

    /** The reply of a command that failed. */
    BsonDocument reply() {
        var reply = new BsonDocument("ok", new BsonDouble(0))
                .append("errmsg", new BsonString(getMessage()))
                .append("code", new BsonInt32(code))
                .append("codeName", new BsonString(codeName));
        if (label != null) {
            reply.append("errorLabels", new BsonArray(java.util.List.of(new BsonString(label))));
        }
        return reply;
    }
}
