package io.trellis.platform.store;

import io.trellis.platform.store.folder.FolderBlobStore;
import io.trellis.platform.store.s3.S3BlobStore;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where files are kept: {@code trellis.files} (environment {@code TRELLIS_FILES}) is {@code folder}, which means
 * {@code TRELLIS_HOME/files}, or {@code s3://bucket?endpoint=…}.
 */
@Configuration(proxyBeanMethods = false)
class BlobStoreConfiguration {
    @Bean(destroyMethod = "close")
    BlobStore blobStore(@Value("${trellis.files:folder}") String where, @Value("${trellis.home:./data}") Path home) {
        if (where.equals("folder")) {
            return FolderBlobStore.open(home.resolve("files"));
        }
        if (where.startsWith("s3:")) {
            return S3BlobStore.open(where);
        }
        throw new IllegalStateException("TRELLIS_FILES is \"" + where
                + "\", which is no place for files; use folder, or s3://bucket?endpoint=….");
    }
}
