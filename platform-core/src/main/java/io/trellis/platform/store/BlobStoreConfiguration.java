package io.trellis.platform.store;

import io.trellis.platform.store.folder.FolderBlobStore;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where files are kept: {@code trellis.files} (environment {@code TRELLIS_FILES}) is {@code folder}, which means
 * {@code TRELLIS_HOME/files}.
 */
@Configuration(proxyBeanMethods = false)
class BlobStoreConfiguration {
    @Bean(destroyMethod = "close")
    BlobStore blobStore(@Value("${trellis.files:folder}") String where, @Value("${trellis.home:./data}") Path home) {
        if (where.equals("folder")) {
            return FolderBlobStore.open(home.resolve("files"));
        }
        throw new IllegalStateException("TRELLIS_FILES is \"" + where + "\", which is no place for files; use folder.");
    }
}
