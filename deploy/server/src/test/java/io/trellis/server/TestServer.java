package io.trellis.server;

import io.trellis.platform.store.mongo.TestMongo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole product, started once for all end-to-end tests of the run on a free port over a fresh folder, with the demo
 * company. Tests share it: each makes the records and objects it needs under names of its own.
 */
public final class TestServer {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static TestServer shared;

    private final ConfigurableApplicationContext context;
    private final Path home;

    private TestServer(Path home) {
        this.home = home;
        SpringApplication application = new SpringApplication(TrellisServer.class);
        application.setRegisterShutdownHook(true);
        this.context = application.run(
                "--server.port=0",
                "--trellis.home=" + home,
                "--trellis.store.url=" + storeUrl(),
                "--trellis.demo=true",
                "--trellis.admin-token=test-admin",
                "--trellis.outbox.attempts=3",
                "--trellis.outbox.first-pause=50ms");
    }

    /** With {@code -Dtrellis.test.store=mongo} the product runs on MongoDB, on the server {@link TestMongo} finds; else on its own file. */
    private static String storeUrl() {
        return "mongo".equals(System.getProperty("trellis.test.store")) ? TestMongo.freshUri() : "";
    }

    /** The server all tests share. */
    public static synchronized TestServer shared() {
        if (shared == null) {
            try {
                shared = new TestServer(Files.createTempDirectory("trellis-it"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    /** A name nobody else in this run uses, e.g. for an object a test defines. */
    public static String freshName(String stem) {
        return stem + NAMES.incrementAndGet();
    }

    public String url() {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    public Path home() {
        return home;
    }

    /** A caller signed in to the demo tenant. */
    public Api as(String username) {
        return Api.signIn(url(), "demo", username, "trellis-demo");
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }
}
