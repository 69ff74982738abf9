package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.StoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean to callers. */
final class Failures {
    private static final Pattern UNIQUE = Pattern.compile("UNIQUE constraint failed: ([^)]*)");
    private static final Pattern TABLE = Pattern.compile("\\br\\d+\\.");

    private Failures() {}

    /** The columns of the unique key that was violated; empty when the error is another. */
    static Optional<List<String>> duplicateColumns(SQLException failure) {
        if (!(failure instanceof SQLiteException sqlite)
                || sqlite.getResultCode() != SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE) {
            return Optional.empty();
        }
        Matcher matcher = UNIQUE.matcher(failure.getMessage());
        return matcher.find()
                ? Optional.of(
                        List.of(TABLE.matcher(matcher.group(1)).replaceAll("").split(",\\s*")))
                : Optional.empty();
    }

    static RuntimeException reading(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("too many SQL variables")
                || message.contains("Expression tree is too large")
                || message.contains("parser stack overflow")
                || message.contains("pattern too complex")
                || message.contains("too many terms")) {
            return new IllegalArgumentException("The condition is too large for the store", failure);
        }
        return new IllegalStateException("Reading from the store failed: " + message, failure);
    }

    static StoreException.Unavailable writing(SQLException failure) {
        String why = failure instanceof SQLiteException sqlite
                ? switch (sqlite.getResultCode()) {
                    case SQLITE_FULL -> "the disk is full";
                    case SQLITE_READONLY -> "the data folder is read-only";
                    case SQLITE_CORRUPT, SQLITE_NOTADB -> "the data file is damaged";
                    default -> failure.getMessage();
                }
                : failure.getMessage();
        return new StoreException.Unavailable("The store could not write: " + why, failure);
    }
}
