package io.trellis.platform.store.mongo;

import static io.trellis.platform.store.StoreFixtures.create;
import static io.trellis.platform.store.StoreFixtures.field;
import static io.trellis.platform.store.StoreFixtures.object;
import static io.trellis.platform.store.StoreFixtures.realm;
import static io.trellis.platform.store.StoreFixtures.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.UnusableStore;
import io.trellis.platform.store.mongo.standin.StandInMongo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the store asks of its server. */
class MongoStartTest {
    private static MongoRecordStore open(String url) {
        return MongoRecordStore.open(url, MongoRecordStore.Options.defaults());
    }

    @Test
    void refusesAServerWithoutTransactionsAndSaysWhatToDo() {
        try (var alone = StandInMongo.startAlone()) {
            assertThatThrownBy(() -> open(alone.uri("x")))
                    .isInstanceOf(UnusableStore.class)
                    .hasMessageContaining("no transactions")
                    .extracting(failure -> ((UnusableStore) failure).action())
                    .asString()
                    .contains("--replSet")
                    .contains("trellis.store.allow-no-transactions=true");
        }
    }

    @Test
    void takesOneForAToyWhenToldTo() {
        try (var alone = StandInMongo.startAlone();
                var store = MongoRecordStore.open(alone.uri("x"), new MongoRecordStore.Options(true))) {
            var visit = object("visit", List.of(field("name", Shape.TEXT)));
            var realm = realm("one", visit);
            store.prepare(realm, visit);
            store.commit(realm, new Commit(List.of(create("visit", "v1", Map.of("name", "a")))))
                    .join();
            store.commit(realm, new Commit(List.of(update("visit", "v1", 1, Map.of("name", "b")))))
                    .join();
            assertThat(store.readOutbox(0, 10)).hasSize(2);
            assertThat(store.find(realm, "visit", "v1").orElseThrow().version()).isEqualTo(2);
        }
    }

    @Test
    void saysWhenNobodyAnswers() {
        String url;
        try (var gone = StandInMongo.start(0)) {
            url = gone.uri("x");
        }
        assertThatThrownBy(() -> open(url + "?serverSelectionTimeoutMS=200"))
                .isInstanceOf(UnusableStore.class)
                .hasMessageContaining("can't be used");
    }

    @Test
    void saysWhenTheAddressIsNone() {
        assertThatThrownBy(() -> open("postgres://localhost/x"))
                .isInstanceOf(UnusableStore.class)
                .hasMessageContaining("not one of MongoDB");
    }
}
