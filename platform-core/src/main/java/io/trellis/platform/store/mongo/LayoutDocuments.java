package io.trellis.platform.store.mongo;

import io.trellis.metadata.field.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Layouts as documents of the collection {@code layouts}. */
final class LayoutDocuments {
    private LayoutDocuments() {}

    static BsonDocument write(Layout layout) {
        var columns = new BsonArray();
        layout.columns().forEach(column -> columns.add(write(column)));
        return new BsonDocument("_id", layout.id())
                .append("tenant", new BsonString(layout.tenant()))
                .append("objectId", new BsonString(layout.objectId()))
                .append("objectName", new BsonString(layout.objectName()))
                .append("revision", new BsonInt64(layout.revision()))
                .append("columns", columns)
                .append("keys", texts(layout.keys()))
                .append("indexes", texts(layout.indexes()))
                .append("work", layout.work() == null ? BsonNull.VALUE : write(layout.work()));
    }

    private static BsonDocument write(Column column) {
        return new BsonDocument("name", new BsonString(column.name()))
                .append("field", new BsonString(column.field()))
                .append("fieldId", column.fieldId() == null ? BsonNull.VALUE : new BsonString(column.fieldId()))
                .append("shape", new BsonString(column.shape().name()))
                .append("retired", BsonBoolean.valueOf(column.retired()));
    }

    private static BsonDocument write(LayoutWork work) {
        var renamed = new BsonDocument();
        work.renamed().forEach((from, to) -> renamed.put(from, new BsonString(to)));
        return new BsonDocument("below", new BsonInt64(work.below()))
                .append("fill", texts(work.fill()))
                .append("renamed", renamed)
                .append("keys", texts(work.keys()));
    }

    private static BsonArray texts(List<String> texts) {
        return new BsonArray(texts.stream().map(BsonString::new).toList());
    }

    static Layout read(BsonDocument document) {
        List<Column> columns = new ArrayList<>();
        document.getArray("columns").forEach(column -> columns.add(column(column.asDocument())));
        return new Layout(
                document.getString("tenant").getValue(),
                document.getString("objectId").getValue(),
                document.getString("objectName").getValue(),
                document.getNumber("revision").longValue(),
                columns,
                texts(document, "keys"),
                texts(document, "indexes"),
                document.isNull("work") ? null : work(document.getDocument("work")));
    }

    private static Column column(BsonDocument column) {
        return new Column(
                column.getString("name").getValue(),
                column.getString("field").getValue(),
                column.isNull("fieldId") ? null : column.getString("fieldId").getValue(),
                Shape.valueOf(column.getString("shape").getValue()),
                column.getBoolean("retired").getValue());
    }

    private static LayoutWork work(BsonDocument work) {
        Map<String, String> renamed = new LinkedHashMap<>();
        work.getDocument("renamed")
                .forEach((from, to) -> renamed.put(from, to.asString().getValue()));
        return new LayoutWork(work.getNumber("below").longValue(), texts(work, "fill"), renamed, texts(work, "keys"));
    }

    static List<String> texts(BsonDocument document, String name) {
        return document.getArray(name, new BsonArray()).stream()
                .map(BsonValue::asString)
                .map(BsonString::getValue)
                .toList();
    }
}
