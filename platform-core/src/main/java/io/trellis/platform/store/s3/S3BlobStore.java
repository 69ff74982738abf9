package io.trellis.platform.store.s3;

import io.trellis.platform.store.BlobIntake;
import io.trellis.platform.store.BlobNames;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.UnusableStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Blobs as objects of one bucket, {@code <prefix><tenant>/<name>}. What is put is first written to a temporary file of this machine:
 * so it needs no memory, is sent in one piece that can be sent again after a fault, and a sender that breaks off leaves nothing.
 */
public final class S3BlobStore implements BlobStore {
    private static final int BUFFER = 64 * 1024;

    private final S3Client client;
    private final S3Address address;

    private S3BlobStore(S3Client client, S3Address address) {
        this.client = client;
        this.address = address;
    }

    /**
     * Opens a bucket and makes sure that it is there. Keys come from where Amazon's tools look for them, the environment's
     * {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY} first.
     *
     * @param where {@code s3://bucket?endpoint=…&region=…&prefix=…}
     * @throws UnusableStore when the address is wrong or the bucket can't be reached
     */
    public static S3BlobStore open(String where) {
        S3Address address = S3Address.parse(where);
        var builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                // Others than Amazon know no trailing checksums; sizes and our own hash tell of a fault as well.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (address.endpoint() != null) {
            builder.endpointOverride(address.endpoint()).forcePathStyle(true);
        }
        if (address.region() != null || address.endpoint() != null) {
            builder.region(Region.of(address.region() == null ? "us-east-1" : address.region()));
        }
        try {
            S3Client client = builder.build();
            client.headBucket(request -> request.bucket(address.bucket()));
            return new S3BlobStore(client, address);
        } catch (SdkException failure) {
            throw new UnusableStore(
                    "The bucket " + address.bucket() + " named by TRELLIS_FILES can't be used: " + failure.getMessage(),
                    "See that it exists, that the address is right and that the keys in AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY may read and write it.",
                    failure);
        }
    }

    private String key(String tenant, String name) {
        BlobNames.check(tenant, name);
        return address.prefix() + tenant + "/" + name;
    }

    @Override
    public Stored put(String tenant, String name, InputStream content, long most) throws IOException {
        String key = key(tenant, name);
        Path part = spare();
        try {
            Stored stored = write(part, new BlobIntake(content, most));
            store(() ->
                    client.putObject(request -> request.bucket(address.bucket()).key(key), RequestBody.fromFile(part)));
            return stored;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Path spare() {
        try {
            return Files.createTempFile("trellis-put", ".tmp");
        } catch (IOException full) {
            throw unavailable(full);
        }
    }

    private static Stored write(Path part, BlobIntake intake) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(part)) {
            for (int n = intake.fill(buffer); n > 0; n = n < BUFFER ? 0 : intake.fill(buffer)) {
                try {
                    out.write(buffer, 0, n);
                } catch (IOException full) {
                    throw unavailable(full);
                }
            }
        }
        return intake.done();
    }

    @Override
    public Optional<Blob> find(String tenant, String name) {
        String key = key(tenant, name);
        return found(() -> {
            HeadObjectResponse head = client.headObject(
                    request -> request.bucket(address.bucket()).key(key));
            return new Blob(name, head.contentLength(), head.lastModified());
        });
    }

    @Override
    public Optional<InputStream> open(String tenant, String name, long from, long length) {
        String key = key(tenant, name);
        if (from == 0 && length < 0) {
            return found(() ->
                    client.getObject(request -> request.bucket(address.bucket()).key(key)));
        }
        Optional<Blob> blob = find(tenant, name);
        if (blob.isEmpty() || length == 0 || from >= blob.get().size()) {
            return blob.map(_ -> InputStream.nullInputStream());
        }
        String range = "bytes=" + from + "-" + (length < 0 ? "" : from + length - 1);
        return found(() -> client.getObject(
                request -> request.bucket(address.bucket()).key(key).range(range)));
    }

    @Override
    public void delete(String tenant, String name) {
        String key = key(tenant, name);
        store(() ->
                client.deleteObject(request -> request.bucket(address.bucket()).key(key)));
    }

    @Override
    public void list(String tenant, String prefix, Predicate<Blob> visitor) {
        BlobNames.checkPrefix(tenant, prefix);
        String folder = address.prefix() + tenant + "/";
        store(() -> {
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(address.bucket()).prefix(folder + prefix))
                    .contents()) {
                String name = object.key().substring(folder.length());
                if (!visitor.test(new Blob(name, object.size(), object.lastModified()))) {
                    break;
                }
            }
            return null;
        });
    }

    @Override
    public void close() {
        client.close();
    }

    private static <T> Optional<T> found(Supplier<T> step) {
        return store(() -> {
            try {
                return Optional.of(step.get());
            } catch (S3Exception refused) {
                if (refused.statusCode() == 404) {
                    return Optional.empty();
                }
                throw refused;
            }
        });
    }

    private static <T> T store(Supplier<T> step) {
        try {
            return step.get();
        } catch (SdkException failure) {
            throw unavailable(failure);
        }
    }

    private static StoreException.Unavailable unavailable(Exception failure) {
        return new StoreException.Unavailable("The bucket of files: " + failure.getMessage(), failure);
    }
}
