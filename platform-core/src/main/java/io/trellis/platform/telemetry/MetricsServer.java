package io.trellis.platform.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Serves {@code /metrics} at an address of its own, so that it is never reached through the proxy that people use, and still answers when
 * all threads of the API are busy.
 */
final class MetricsServer implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

    private final Meters meters;
    private final String address;
    private final int port;
    private final byte[] token;
    private volatile HttpServer server;

    /**
     * @param port 0 for any that is free
     * @param token what a reader must bring as a bearer; may be empty at an address that only this machine reaches
     */
    MetricsServer(Meters meters, String address, int port, String token) {
        this.meters = meters;
        this.address = address;
        this.port = port;
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void start() {
        try {
            InetAddress at = InetAddress.getByName(address);
            if (token.length == 0 && !at.isLoopbackAddress()) {
                throw new IllegalStateException("Metrics would be open to everybody who reaches " + address
                        + ": set TRELLIS_MANAGEMENT_TOKEN, or leave TRELLIS_MANAGEMENT_ADDRESS at 127.0.0.1.");
            }
            HttpServer made = HttpServer.create(new InetSocketAddress(at, port), 0);
            made.createContext("/", this::answer);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.start();
            server = made;
            LOG.info("Metrics are served at http://{}:{}/metrics", address, port());
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "Metrics can't be served at " + address + ":" + port + ": " + failure.getMessage()
                            + ". Choose another with TRELLIS_MANAGEMENT_ADDRESS and TRELLIS_MANAGEMENT_PORT.",
                    failure);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!allowed(exchange)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                exchange.sendResponseHeaders(401, -1);
            } else if (!exchange.getRequestURI().getPath().equals("/metrics")) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else {
                byte[] text = meters.read().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
            }
        } catch (RuntimeException defect) {
            LOG.error("The metrics could not be read", defect);
            exchange.close();
        }
    }

    private boolean allowed(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] expected = ("Bearer " + new String(token, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        // Compared in constant time, so that the token can't be guessed letter by letter.
        return token.length == 0
                || given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected);
    }

    @Override
    public void stop() {
        HttpServer running = server;
        server = null;
        if (running != null) {
            running.stop(0);
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** The first to start and the last to stop, to show what the others do. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
