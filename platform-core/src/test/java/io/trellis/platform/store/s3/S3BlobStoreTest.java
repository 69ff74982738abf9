package io.trellis.platform.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.BlobStoreContract;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.UnusableStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Against a server that speaks S3, over HTTP, with signed requests. */
class S3BlobStoreTest extends BlobStoreContract {
    private static final String BUCKET = "trellis-files";
    private static final String KEY = "AKIATEST";
    private static final String SECRET = "test secret";

    static {
        for (String talkative : new String[] {"org.gaul", "software.amazon.awssdk"}) {
            ((Logger) LoggerFactory.getLogger(talkative)).setLevel(Level.WARN);
        }
    }

    @RegisterExtension
    final S3ProxyExtension server = server();

    private static S3ProxyExtension server() {
        return S3ProxyExtension.builder()
                .withCredentials(AuthenticationType.AWS_V4, KEY, SECRET)
                .build();
    }

    @BeforeAll
    static void keys() {
        System.setProperty("aws.accessKeyId", KEY);
        System.setProperty("aws.secretAccessKey", SECRET);
    }

    @AfterAll
    static void forget() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Override
    protected BlobStore open() {
        return open(server);
    }

    private static BlobStore open(S3ProxyExtension at) {
        try (S3Client client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(at.getUri())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .build()) {
            client.createBucket(request -> request.bucket(BUCKET));
        }
        return S3BlobStore.open(address(at, ""));
    }

    private static String address(S3ProxyExtension at, String more) {
        return "s3://" + BUCKET + "?endpoint=" + at.getUri() + more;
    }

    @Override
    protected long leftovers() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("trellis-put"))
                    .count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void keepsBelowItsPrefix() throws IOException {
        try (BlobStore inFolder = S3BlobStore.open(address(server, "&prefix=/a/b/"))) {
            inFolder.put("one", "x", new ByteArrayInputStream(new byte[1]), 1);
            assertThat(inFolder.find("one", "x")).isPresent();
            assertThat(store().find("one", "x")).isEmpty();
            assertThat(store().find("a", "b/one/x")).isPresent();
        }
    }

    @Test
    void saysAtTheStartWhatIsWrong() {
        assertThatThrownBy(() -> S3BlobStore.open("s3://nowhere?endpoint=" + server.getUri()))
                .isInstanceOf(UnusableStore.class)
                .hasMessageContaining("The bucket nowhere");
        System.setProperty("aws.secretAccessKey", "wrong");
        try {
            assertThatThrownBy(() -> S3BlobStore.open(address(server, "")))
                    .isInstanceOf(UnusableStore.class)
                    .hasMessageContaining("The bucket " + BUCKET);
        } finally {
            System.setProperty("aws.secretAccessKey", SECRET);
        }
    }

    @Test
    void saysThatItCanNotBeReached() throws Exception {
        S3ProxyExtension own = server();
        own.beforeEach(null);
        try (BlobStore store = open(own)) {
            own.afterEach(null);
            byte[] content = "x".getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> store.put("one", "a", new ByteArrayInputStream(content), 1))
                    .isInstanceOf(StoreException.Unavailable.class);
            assertThatThrownBy(() -> store.find("one", "a")).isInstanceOf(StoreException.Unavailable.class);
        }
    }
}
