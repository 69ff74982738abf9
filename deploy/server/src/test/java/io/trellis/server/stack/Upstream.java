package io.trellis.server.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What stands behind the proxy: answers with its name and the headers it got; {@code /slow} in two parts, {@code /count} with the size of what came. */
final class Upstream {
    final String name;
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    private final int port;
    volatile boolean ready = true;
    private HttpServer server;

    Upstream(String name) throws IOException {
        this.name = name;
        this.port = Tool.freePort();
        start();
    }

    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, 200, name + "\n" + headers(exchange)));
        server.createContext("/api/v1/health/ready", exchange -> answer(exchange, ready ? 200 : 503, ""));
        server.createContext("/count", this::count);
        server.createContext("/slow", this::slowly);
        server.start();
    }

    int port() {
        return port;
    }

    void stop() {
        server.stop(0);
    }

    private static String headers(HttpExchange exchange) {
        StringBuilder lines = new StringBuilder();
        exchange.getRequestHeaders().forEach((header, values) -> lines.append(header.toLowerCase())
                .append(": ")
                .append(String.join(", ", values))
                .append('\n'));
        return lines.toString();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void count(HttpExchange exchange) throws IOException {
        long size = 0;
        byte[] buffer = new byte[64 * 1024];
        InputStream body = exchange.getRequestBody();
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            size += n;
            begun.countDown();
        }
        answer(exchange, 200, "" + size);
    }

    private void slowly(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("now ".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        await(goOn);
        exchange.getResponseBody().write("later".getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
