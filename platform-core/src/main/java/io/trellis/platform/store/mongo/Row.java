package io.trellis.platform.store.mongo;

import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonReader;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.BsonWriter;
import org.bson.codecs.BsonValueCodec;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;

/**
 * A record as it is read, straight from the driver's buffer: nothing is built for the typed columns, which answer questions, not readers.
 *
 * @param sort the values it was ordered by
 */
record Row(StoredRecord stored, List<BsonValue> sort) {
    /** With a number after it: a value the list is ordered by. */
    static final String SORT = "sort";

    BsonValue sort(int i) {
        return i < sort.size() ? sort.get(i) : null;
    }

    /** What a reader needs of a record. */
    static BsonDocument projection() {
        var fields = new BsonDocument("_id", new BsonInt32(0)).append("doc", new BsonInt32(1));
        Column.SYSTEM.keySet().forEach(name -> fields.put(name, new BsonInt32(1)));
        return fields;
    }

    /**
     * A record as it is kept.
     *
     * @param values of its document, by own field's name
     * @throws IllegalArgumentException when a value is not of its field's shape
     */
    static BsonDocument write(Layout layout, StoredRecord stored, Map<String, Object> values) {
        SystemValues system = stored.system();
        var record = new BsonDocument("_id", new BsonString(Layout.recordId(layout.tenant(), stored.id())))
                .append("tenant", new BsonString(layout.tenant()))
                .append("id", new BsonString(stored.id()))
                .append("live", BsonBoolean.valueOf(!system.deleted()))
                .append("rev", new BsonInt64(layout.revision()))
                .append("version", new BsonInt64(system.version()));
        text(record, "owner", system.owner());
        text(record, "department", system.department());
        moment(record, "createdAt", system.createdAt());
        text(record, "createdBy", system.createdBy());
        moment(record, "updatedAt", system.updatedAt());
        text(record, "updatedBy", system.updatedBy());
        moment(record, "deletedAt", system.deletedAt());
        text(record, "recordType", system.recordType());
        record.append("doc", new BsonBinary(stored.doc()));
        for (Column column : layout.columns()) {
            if (!column.retired()) {
                own(record, layout, column, values.get(column.field()));
            }
        }
        return record;
    }

    private static void own(BsonDocument record, Layout layout, Column column, Object value) {
        try {
            BsonValue cell = Cells.toBson(column.shape(), value);
            if (cell != null) {
                record.put(column.name(), cell);
            }
        } catch (ClassCastException wrong) {
            throw new IllegalArgumentException(
                    layout.objectName() + "." + column.field() + " can't hold " + value, wrong);
        }
    }

    private static void text(BsonDocument record, String name, String value) {
        if (value != null) {
            record.put(name, new BsonString(value));
        }
    }

    private static void moment(BsonDocument record, String name, Instant value) {
        if (value != null) {
            record.put(name, new BsonDateTime(value.toEpochMilli()));
        }
    }

    /** Reads rows; they are never written by it. */
    static final class RowCodec implements Codec<Row> {
        private static final BsonValueCodec VALUES = new BsonValueCodec();

        @Override
        public Row decode(BsonReader reader, DecoderContext context) {
            String id = null;
            long version = 0;
            String owner = null;
            String department = null;
            Instant createdAt = null;
            String createdBy = null;
            Instant updatedAt = null;
            String updatedBy = null;
            Instant deletedAt = null;
            String recordType = null;
            byte[] doc = null;
            List<BsonValue> sort = List.of();
            reader.readStartDocument();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                String name = reader.readName();
                switch (name) {
                    case "id" -> id = reader.readString();
                    case "version" -> version = reader.readInt64();
                    case "owner" -> owner = reader.readString();
                    case "department" -> department = reader.readString();
                    case "createdAt" -> createdAt = Instant.ofEpochMilli(reader.readDateTime());
                    case "createdBy" -> createdBy = reader.readString();
                    case "updatedAt" -> updatedAt = Instant.ofEpochMilli(reader.readDateTime());
                    case "updatedBy" -> updatedBy = reader.readString();
                    case "deletedAt" -> deletedAt = Instant.ofEpochMilli(reader.readDateTime());
                    case "recordType" -> recordType = reader.readString();
                    case "doc" -> doc = reader.readBinaryData().getData();
                    default -> {
                        if (name.startsWith(SORT)) {
                            sort = with(
                                    sort,
                                    Integer.parseInt(name.substring(SORT.length())),
                                    VALUES.decode(reader, context));
                        } else {
                            reader.skipValue();
                        }
                    }
                }
            }
            reader.readEndDocument();
            var system = new SystemValues(
                    version, owner, department, createdAt, createdBy, updatedAt, updatedBy, deletedAt, recordType);
            return new Row(new StoredRecord(id, system, doc), sort);
        }

        private static List<BsonValue> with(List<BsonValue> sort, int place, BsonValue value) {
            List<BsonValue> values = sort.isEmpty() ? new ArrayList<>() : sort;
            while (values.size() <= place) {
                values.add(null);
            }
            values.set(place, value);
            return values;
        }

        @Override
        public void encode(BsonWriter writer, Row row, EncoderContext context) {
            throw new UnsupportedOperationException("rows are read only");
        }

        @Override
        public Class<Row> getEncoderClass() {
            return Row.class;
        }
    }
}
