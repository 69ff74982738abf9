package io.trellis.platform.files;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The blobs of files and of their small pictures: known as long as the file is. */
@Configuration(proxyBeanMethods = false)
class FileBlobs {
    @Bean
    BlobOwner blobsOfFiles(FileDocuments documents) {
        return new OfFiles(StoredFile.BLOBS, documents);
    }

    @Bean
    BlobOwner blobsOfThumbnails(FileDocuments documents) {
        return new OfFiles(StoredFile.THUMBNAILS, documents);
    }

    private record OfFiles(String folder, FileDocuments documents) implements BlobOwner {
        @Override
        public boolean knows(String tenant, String name) {
            return documents.knows(tenant, StoredFile.idOf(name));
        }
    }
}
