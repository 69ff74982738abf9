package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What was acknowledged is there after the process was killed in the middle of writing, whole, and without any repair; what follows from
 * it, by a script after the commit, is done once, and its doubles are known. The same of records in the large, ten rounds with sixteen
 * writers, is deploy/bench/kill.sh.
 */
class KillIT {
    private static final int WRITERS = 8;
    private static final int ROUNDS = 2;

    @TempDir
    Path home;

    private Process server;
    private String url;

    /** Version and number of each acknowledged record. */
    private final Map<String, long[]> promised = new ConcurrentHashMap<>();

    private final Map<String, Boolean> promisedBatches = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final List<Throwable> surprises = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void everythingAcknowledgedSurvivesAKill() throws Exception {
        start();
        Api.withToken(url, "kill-admin")
                .post(
                        "/tenants",
                        Map.of(
                                "name", "kill",
                                "label", Map.of("en-US", "Kill"),
                                "adminUsername", "admin",
                                "adminPassword", "kill-Pass-2026"))
                .expect(201);
        signIn().put("/meta/objects/killcheck", """
                        {"name":"killcheck","prefix":"kill","label":{"en-US":"Check"},"nameField":"title","fields":[
                        {"name":"title","type":"text","required":true,"max":60},{"name":"number","type":"integer"},
                        {"name":"batch","type":"text","max":60}]}""");
        signIn().put("/meta/objects/killtail", """
                        {"name":"killtail","prefix":"klt","label":{"en-US":"Tail"},"nameField":"source","fields":[
                        {"name":"source","type":"text","max":60}]}""").expect(201);
        signIn().put("/meta/scripts/killtail", """
                        {"name":"killtail","type":"trigger","object":"killcheck","when":"after","on":["create"],
                        "condition":"ISBLANK(batch)","source":"trellis.save('killtail', {source: record.id})"}""").expect(201);
        signIn().put("/meta/duplicate-rules/killcheck.titles", """
                        {"action":"block","when":"ISBLANK(batch)","match":[{"all":[{"field":"title","by":"exact"}]}]}""").expect(201);
        for (int round = 0; round < ROUNDS; round++) {
            writeUntilKilled();
            start();
            compare(signIn());
            findDoubles(signIn());
        }
        awaitTails(signIn());
        assertThat(promised).as("too little to prove anything").hasSizeGreaterThan(20);
        assertThat(surprises).isEmpty();
    }

    private Api signIn() {
        return Api.signIn(url, "kill", "admin", "kill-Pass-2026");
    }

    private void start() throws IOException, InterruptedException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.trellis.server.TrellisServer",
                        "--server.port=" + port,
                        "--trellis.home=" + home,
                        "--trellis.demo=false",
                        "--trellis.admin-token=kill-admin")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("server.log").toFile()))
                .start();
        for (int i = 0; i < 1200; i++) {
            assertThat(server.isAlive())
                    .as("the server ended; see %s", home.resolve("server.log"))
                    .isTrue();
            try {
                if (Api.anonymous(url).get("/me").status() == 401) {
                    return;
                }
            } catch (RuntimeException notYet) {
                // it is still starting
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the server was not ready in two minutes");
    }

    private void writeUntilKilled() throws InterruptedException {
        Api api = signIn();
        int before = promised.size();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofPlatform().start(() -> write(api)));
        }
        for (int i = 0; i < 600 && promised.size() < before + 30; i++) {
            Thread.sleep(50);
        }
        Thread.sleep(300);
        server.destroyForcibly().waitFor();
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private void write(Api api) {
        while (server.isAlive()) {
            try {
                long number = numbers.incrementAndGet();
                JsonNode created =
                        api.post("/records/killcheck", content(number)).expect(201);
                String id = created.path("id").asString();
                promised.put(id, new long[] {1, number});
                number = numbers.incrementAndGet();
                api.send("PATCH", "/records/killcheck/" + id, content(number), "If-Match", "\"1\"")
                        .expect(200);
                promised.put(id, new long[] {2, number});
                String batch = "b" + numbers.incrementAndGet();
                var record = Map.of("title", "x", "batch", batch);
                api.post(
                                "/records/killcheck/bulk",
                                Map.of(
                                        "operation",
                                        "create",
                                        "allOrNothing",
                                        true,
                                        "records",
                                        List.of(record, record, record)))
                        .expect(200);
                promisedBatches.put(batch, true);
            } catch (AssertionError unexpectedAnswer) {
                synchronized (surprises) {
                    surprises.add(unexpectedAnswer);
                }
                return;
            } catch (RuntimeException gone) {
                return; // killed before it answered: nothing was promised
            }
        }
    }

    private static Map<String, Object> content(long number) {
        return Map.of("title", "n" + number, "number", number);
    }

    private void compare(Api api) {
        Map<String, Integer> batches = new ConcurrentHashMap<>();
        Map<String, JsonNode> found = new ConcurrentHashMap<>();
        String after = null;
        do {
            JsonNode page = api.get("/records/killcheck?size=200" + (after == null ? "" : "&after=" + after))
                    .expect(200);
            for (JsonNode record : page.path("records")) {
                found.put(record.path("id").asString(), record);
                if (record.path("batch").isNull()) {
                    assertThat(record.path("title").asString())
                            .as("a record is whole")
                            .isEqualTo("n" + record.path("number").asLong());
                } else {
                    batches.merge(record.path("batch").asString(), 1, Integer::sum);
                }
            }
            after = page.path("next").isNull() ? null : page.path("next").asString();
        } while (after != null);
        promised.forEach((id, fact) -> {
            assertThat(found).as("acknowledged records are there").containsKey(id);
            long version = found.get(id).path("version").asLong();
            assertThat(version).isGreaterThanOrEqualTo(fact[0]);
            if (version == fact[0]) {
                assertThat(found.get(id).path("number").asLong()).isEqualTo(fact[1]);
            }
        });
        assertThat(batches.keySet()).containsAll(promisedBatches.keySet());
        assertThat(batches.values())
                .as("a commit is there as a whole or not at all")
                .allMatch(count -> count == 3);
        promised.keySet().stream().limit(10).forEach(id -> assertThat(api.get("/records/killcheck/" + id + "/history")
                        .expect(200)
                        .path("changes")
                        .size())
                .as("every version has its change document")
                .isEqualTo((int) found.get(id).path("version").asLong()));
    }

    private void findDoubles(Api api) {
        api.get("/records/killcheck?size=20&sort=-number&filter=" + Api.encode("number > 0"))
                .expect(200)
                .path("records")
                .forEach(record -> assertThat(api.post(
                                        "/records/killcheck",
                                        Map.of("title", record.path("title").asString()))
                                .hasProblem("DUPLICATE_FOUND", "/title"))
                        .as("the double of a record that survived is known")
                        .isTrue());
    }

    /** The trigger's work comes after the commit, and after the last start: once for each record that is there. */
    private static void awaitTails(Api api) throws InterruptedException {
        long wanted = count(api, "killcheck", "ISBLANK(batch)");
        for (int i = 0; i < 600 && count(api, "killtail", "NOT ISBLANK(source)") < wanted; i++) {
            Thread.sleep(100);
        }
        JsonNode sources = api.post(
                        "/records/killtail/aggregate",
                        Map.of(
                                "groupBy",
                                List.of("source"),
                                "measures",
                                List.of(Map.of("function", "count", "as", "n"))))
                .expect(200);
        assertThat(count(api, "killtail", "NOT ISBLANK(source)")).isEqualTo(wanted);
        sources.path("rows").forEach(row -> assertThat(row.path("n").asInt())
                .as("%s was followed once", row.path("source"))
                .isEqualTo(1));
    }

    private static long count(Api api, String object, String filter) {
        return api.get("/records/" + object + "?size=1&count=true&filter=" + Api.encode(filter))
                .expect(200)
                .path("total")
                .asLong();
    }
}
