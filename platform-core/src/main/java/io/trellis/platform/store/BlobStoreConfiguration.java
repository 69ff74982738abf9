package io.trellis.platform.store;

import io.trellis.platform.store.folder.FolderBlobStore;
import io.trellis.platform.store.s3.S3BlobStore;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where files are kept: {@code trellis.files} (environment {@code TRELLIS_FILES}) is {@code folder}, which means
 * {@code TRELLIS_HOME/files}; {@code gridfs}, the database that records are in; or {@code s3://bucket?endpoint=…}. Unless it is said,
 * files are where records are: in the folder beside the embedded store, in GridFS beside MongoDB. The classes of what isn't used are
 * never loaded.
 */
@Configuration(proxyBeanMethods = false)
class BlobStoreConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(BlobStoreConfiguration.class);

    @Bean(destroyMethod = "close")
    BlobStore blobStore(
            RecordStore records,
            @Value("${trellis.files:}") String setting,
            @Value("${trellis.home:./data}") Path home) {
        String where = setting.isBlank() ? records.shared() ? "gridfs" : "folder" : setting.strip();
        if (where.startsWith("s3:")) {
            return Bucket.open(where);
        }
        return switch (where) {
            case "gridfs" ->
                records.blobs()
                        .orElseThrow(() -> new UnusableStore(
                                "TRELLIS_FILES is gridfs, but the records are not in MongoDB.",
                                "Set TRELLIS_STORE=mongodb://…, or keep files in a folder or an S3 bucket.",
                                null));
            case "folder" -> {
                if (records.shared()) {
                    LOG.warn("Files are kept in a folder: it must be one that all nodes share.");
                }
                yield FolderBlobStore.open(home.resolve("files"));
            }
            default ->
                throw new UnusableStore(
                        "TRELLIS_FILES is \"" + where + "\", which is no place for files.",
                        "Use folder, gridfs (with TRELLIS_STORE=mongodb://…) or s3://bucket?endpoint=https://….",
                        null);
        };
    }

    private static final class Bucket {
        static BlobStore open(String where) {
            return S3BlobStore.open(where);
        }
    }
}
