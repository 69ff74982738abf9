package io.trellis.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.mongo.TestMongo;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import io.trellis.server.Api;
import io.trellis.server.TrellisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Two servers over one store, started at the same moment on an empty one, with the demo company. */
final class Nodes implements AutoCloseable {
    /** What another node did holds within this. */
    private static final Duration BOUND = Duration.ofSeconds(1);

    /** A machine that builds other things at the same time may hold a thread up; beyond this something is broken. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final List<Duration> DELAYS = new CopyOnWriteArrayList<>();

    /** With {@code -Dtrellis.test.store=mongo} each node has its own connection to one MongoDB; else they share the embedded store's object. */
    private static final boolean MONGO = "mongo".equals(System.getProperty("trellis.test.store"));

    private final RecordStore store;
    private final String url;
    private final List<ConfigurableApplicationContext> contexts;

    Nodes(Path home) throws Exception {
        url = MONGO ? TestMongo.freshUri() : "";
        store = MONGO
                ? null
                : SqliteRecordStore.open(
                        Files.createDirectories(home).resolve("trellis.db"),
                        new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 4));
        var first = CompletableFuture.supplyAsync(() -> start(home, "a"), Thread::startVirtualThread);
        var second = CompletableFuture.supplyAsync(() -> start(home, "b"), Thread::startVirtualThread);
        contexts = List.of(first.join(), second.join());
    }

    private ConfigurableApplicationContext start(Path home, String name) {
        SpringApplication application = new SpringApplication(TrellisServer.class);
        application.setRegisterShutdownHook(false);
        if (!MONGO) {
            application.addInitializers(context -> ((GenericApplicationContext) context)
                    .registerBean("recordStore", RecordStore.class, () -> SharedStore.view(store)));
        }
        return application.run(
                "--server.port=0",
                "--spring.main.allow-bean-definition-overriding=true",
                "--trellis.home=" + home.resolve(name),
                "--trellis.store.url=" + url,
                "--trellis.files=" + (MONGO ? "gridfs" : "folder"),
                "--trellis.node=" + name,
                "--trellis.demo=true",
                "--trellis.admin-token=test-admin");
    }

    String url(int node) {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) contexts.get(node))
                        .getWebServer()
                        .getPort();
    }

    <T> T bean(int node, Class<T> type) {
        return contexts.get(node).getBean(type);
    }

    Api as(int node, String username) {
        return Api.signIn(url(node), "demo", username, "trellis-demo");
    }

    /** The same session on another node. */
    Api on(int node, Api caller) {
        return Api.withToken(url(node), caller.token());
    }

    /**
     * Waits until it holds, and prints how long it took.
     *
     * @throws AssertionError when it takes longer than a node may be behind
     */
    static void soon(String what, BooleanSupplier holds) throws InterruptedException {
        long start = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError(what + " did not hold within " + PATIENCE);
            }
            Thread.sleep(5);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        DELAYS.add(took);
        System.out.printf("cluster: %s after %d ms%n", what, took.toMillis());
    }

    /** Single ones may be held up by what else the machine does. */
    void requireMostlyWithinASecond() {
        List<Duration> sorted = DELAYS.stream().sorted().toList();
        assertThat(sorted.get(sorted.size() / 2))
                .as("median delay between nodes")
                .isLessThanOrEqualTo(BOUND);
    }

    @Override
    public void close() {
        contexts.forEach(ConfigurableApplicationContext::close);
        if (store != null) {
            store.close();
        }
    }
}
