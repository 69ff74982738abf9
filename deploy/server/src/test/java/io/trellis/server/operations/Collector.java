package io.trellis.server.operations;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes traces as an OpenTelemetry collector does, by OTLP over HTTP, and keeps the bytes: names in them are plain UTF-8. */
final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            try (exchange) {
                boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
                var body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
                received.add(new String(body.readAllBytes(), StandardCharsets.ISO_8859_1));
                tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Collector-Token")));
                exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    boolean has(String text) {
        return received.stream().anyMatch(body -> body.contains(text));
    }

    /** The value of the header that the server was told to send along. */
    List<String> tokens() {
        return tokens;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
