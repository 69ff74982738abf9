package io.trellis.platform.store;

import io.trellis.platform.store.mongo.MongoRecordStore;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Which store the product uses: the one place that knows. {@code trellis.store.url} (environment {@code TRELLIS_STORE}) names a MongoDB replica set or sharded
 * cluster; without it everything is in one file of the data folder {@code trellis.home} ({@code TRELLIS_HOME}). The classes of the other are
 * never loaded.
 */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    @Bean(destroyMethod = "close")
    RecordStore recordStore(
            @Value("${trellis.store.url:}") String url,
            @Value("${trellis.store.allow-no-transactions:false}") boolean allowNoTransactions,
            @Value("${trellis.home:./data}") Path home,
            @Value("${trellis.store.durability:FULL}") String durability) {
        return url.isBlank() ? Embedded.open(home, durability) : Server.open(url.strip(), allowNoTransactions);
    }

    @Bean
    SystemStore systemStore(RecordStore store) {
        return store.system();
    }

    private static final class Embedded {
        static RecordStore open(Path home, String durability) {
            var options = new SqliteRecordStore.Options(
                    SqliteRecordStore.Durability.named(durability),
                    SqliteRecordStore.Options.defaults().readers());
            return SqliteRecordStore.open(home.resolve("trellis.db"), options);
        }
    }

    private static final class Server {
        static RecordStore open(String url, boolean allowNoTransactions) {
            return MongoRecordStore.open(url, new MongoRecordStore.Options(allowNoTransactions));
        }
    }
}
