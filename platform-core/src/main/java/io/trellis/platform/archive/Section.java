package io.trellis.platform.archive;

/**
 * One kind of thing that a tenant consists of, as a sequence of lines in the order of their keys.
 *
 * @param object name of the object whose records these are; null for all but records
 * @param objectId the object's stable id; null likewise
 */
record Section(Kind kind, String object, String objectId) {
    /** In the order in which they are loaded: metadata first, and last what lets people in. */
    enum Kind {
        DOCUMENTS("documents"),
        RECORDS("records"),
        HISTORY("history"),
        /** Who did what; it goes on in every copy that is used. */
        AUDIT("audit"),
        COUNTERS("counters"),
        /** The bytes of files. */
        BLOBS("blobs"),
        CREDENTIALS("credentials");

        final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    static Section of(Kind kind) {
        return new Section(kind, null, null);
    }

    static Section records(String object, String objectId) {
        return new Section(Kind.RECORDS, object, objectId);
    }

    /** The name of the file in an archive, and what messages call it. */
    String part() {
        return switch (kind) {
            case RECORDS -> kind.text + "/" + object + ".jsonl";
            case BLOBS -> kind.text + ".bin";
            case DOCUMENTS, HISTORY, AUDIT, COUNTERS, CREDENTIALS -> kind.text + ".jsonl";
        };
    }

    LineFormat<?> format() {
        return switch (kind) {
            case DOCUMENTS, AUDIT, CREDENTIALS -> DocumentFormat.INSTANCE;
            case RECORDS -> RecordFormat.INSTANCE;
            case HISTORY -> HistoryFormat.INSTANCE;
            case COUNTERS -> CounterFormat.INSTANCE;
            case BLOBS -> BlobFormat.INSTANCE;
        };
    }
}
