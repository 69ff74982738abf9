package io.trellis.platform.search.elasticsearch;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.Collectors;

/** A real Elasticsearch in a process of its own, on a free port of this machine; it ends with the process that started it. */
public final class ElasticsearchProcess implements AutoCloseable {
    private static ElasticsearchProcess shared;

    private final Process process;
    private final int port;
    private final Deque<String> lastLines = new ArrayDeque<>();

    /** @param folder for its data and log */
    public ElasticsearchProcess(Path folder) throws IOException {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        // What routes logging elsewhere must not be beside the engine, which brings its own.
        String classPath = Arrays.stream(testClassPath().split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*/(logback|log4j-to-slf4j|spring-)[^/]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx320m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        "org.elasticsearch.node.SearchServer",
                        Integer.toString(port),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        awaitStart();
        Thread.ofVirtual().start(this::drain);
    }

    /** This module's, also where another one's tests are running. */
    private static String testClassPath() throws IOException {
        Path module = Path.of("").toAbsolutePath();
        while (!Files.exists(module.resolve("platform-core/pom.xml"))) {
            module = module.getParent();
        }
        Path target = module.resolve("platform-core/target");
        return target.resolve("test-classes")
                + File.pathSeparator
                + Files.readString(target.resolve("test-class-path.txt"));
    }

    /** The one that all tests of a run use, each with an index of its own. */
    public static synchronized ElasticsearchProcess shared() {
        if (shared == null) {
            try {
                shared = new ElasticsearchProcess(Files.createTempDirectory("trellis-elasticsearch"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    private BufferedReader output() {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private void awaitStart() throws IOException {
        BufferedReader output = output();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("started")) {
                return;
            }
            lastLines.add(line);
            if (lastLines.size() > 40) {
                lastLines.removeFirst();
            }
        }
        throw new IllegalStateException("Elasticsearch did not start:\n" + String.join("\n", lastLines));
    }

    private void drain() {
        try {
            process.getInputStream().skip(Long.MAX_VALUE);
        } catch (IOException ended) {
            // It ended.
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
