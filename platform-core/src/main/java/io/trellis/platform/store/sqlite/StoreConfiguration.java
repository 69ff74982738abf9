package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The embedded store as the product's store. {@code trellis.home} (environment {@code TRELLIS_HOME}) is the data folder, by default
 * {@code ./data}; {@code trellis.store.durability} is {@code FULL}, which survives a power cut, or {@code NORMAL}, which writes
 * faster and survives a killed process.
 */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    @Bean(destroyMethod = "close")
    RecordStore recordStore(
            @Value("${trellis.home:./data}") Path home,
            @Value("${trellis.store.durability:FULL}") SqliteRecordStore.Durability durability) {
        return SqliteRecordStore.open(
                home.resolve("trellis.db"),
                new SqliteRecordStore.Options(
                        durability, SqliteRecordStore.Options.defaults().readers()));
    }

    @Bean
    SystemStore systemStore(RecordStore store) {
        return store.system();
    }
}
