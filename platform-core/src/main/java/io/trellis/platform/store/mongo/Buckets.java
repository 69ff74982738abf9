package io.trellis.platform.store.mongo;

import static io.trellis.platform.store.mongo.Conditions.call;

import io.trellis.platform.store.AggregateQuery;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Days and moments gathered into years, quarters, months, weeks or days, by the server's own calendar; a day is its midnight in UTC. */
final class Buckets {
    private Buckets() {}

    /** The bucket's name as an expression; null for records without a value. */
    static BsonValue of(Scope.Expr expr, AggregateQuery.Bucket bucket, ZoneId zone) {
        String timezone =
                switch (expr.shape()) {
                    case DAY -> "UTC";
                    case MOMENT -> name(zone);
                    case TEXT, WHOLE, DECIMAL, FLAG, TIME, LINK, MANY, GROUP ->
                        throw new IllegalArgumentException("Only days and moments have a " + bucket);
                };
        BsonValue date = expr.value();
        return switch (bucket) {
            case NONE, DAY -> text(date, timezone, "%Y-%m-%d");
            case WEEK -> text(date, timezone, "%G-W%V");
            case MONTH -> text(date, timezone, "%Y-%m");
            case YEAR -> text(date, timezone, "%Y");
            case QUARTER -> {
                var month = new BsonDocument("$month", at(date, timezone));
                var quarter =
                        new BsonDocument("$toInt", new BsonDocument("$ceil", call("$divide", month, new BsonInt32(3))));
                yield call(
                        "$concat",
                        text(date, timezone, "%Y"),
                        new BsonString("-Q"),
                        new BsonDocument("$toString", quarter));
            }
        };
    }

    private static BsonDocument at(BsonValue date, String timezone) {
        return new BsonDocument("date", date).append("timezone", new BsonString(timezone));
    }

    private static BsonValue text(BsonValue date, String timezone, String format) {
        return new BsonDocument("$dateToString", at(date, timezone).append("format", new BsonString(format)));
    }

    /** As the server knows it: Olson's name, or an offset. */
    private static String name(ZoneId zone) {
        ZoneId plain = zone.normalized();
        if (plain instanceof ZoneOffset offset) {
            return offset.equals(ZoneOffset.UTC) ? "UTC" : offset.getId();
        }
        return plain.getId();
    }
}
