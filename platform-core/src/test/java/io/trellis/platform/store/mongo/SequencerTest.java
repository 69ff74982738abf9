package io.trellis.platform.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

/** In which order events get their positions. */
class SequencerTest {
    private static BsonDocument change(String record, long version, long stamp, String kind) {
        return new BsonDocument("tenant", new BsonString("one"))
                .append("record", new BsonString(record))
                .append("version", new BsonInt64(version))
                .append("stamp", new BsonInt64(stamp))
                .append("kind", new BsonString(kind));
    }

    private static List<String> ordered(BsonDocument... changes) {
        return Sequencer.inOrder(List.of(changes)).stream()
                .map(change -> change.getString("record").getValue()
                        + change.getNumber("version").longValue())
                .toList();
    }

    @Test
    void changesComeInTheOrderOfTheirStamps() {
        assertThat(ordered(change("b", 1, 3, "created"), change("a", 1, 1, "created"), change("c", 1, 2, "created")))
                .containsExactly("a1", "c1", "b1");
    }

    @Test
    void thoseOfOneRecordComeByVersionWhateverClocksSay() {
        assertThat(ordered(
                        change("a", 2, 1, "updated"),
                        change("b", 1, 2, "created"),
                        change("a", 1, 5, "created"),
                        change("a", 3, 3, "updated")))
                .containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void aRecordMadeAnewComesAfterItsRemoval() {
        assertThat(ordered(change("a", 1, 4, "created"), change("a", 1, 1, "created"), change("a", 2, 2, "purged")))
                .containsExactly("a1", "a2", "a1");
        assertThat(ordered(change("a", 1, 4, "created"), change("a", 7, 2, "purged")))
                .containsExactly("a7", "a1");
    }
}
