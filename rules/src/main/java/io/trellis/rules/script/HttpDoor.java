package io.trellis.rules.script;

import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.rules.script.sandbox.Host;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Calls scripts make to other servers: to hosts their definition names only, following no redirects, with a cap on size and time,
 * and not into the installation's own network unless it is told to. Thread-safe.
 */
@Component
final class HttpDoor {
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final int MOST_BYTES = 1 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final boolean insideAllowed;

    /** @param insideAllowed whether private and loopback addresses may be called */
    HttpDoor(@Value("${trellis.scripts.http.private-addresses:false}") boolean insideAllowed) {
        this.insideAllowed = insideAllowed;
    }

    /**
     * @param body null for none; a text goes as it is, everything else as JSON
     * @return status, headers and body; a JSON body is parsed
     */
    Object call(ScriptDefinition script, String method, String url, Object body, Map<String, Object> options) {
        URI uri = check(script, url);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LONGEST);
        String content = body == null ? null : body instanceof String text ? text : plain(body);
        request.method(
                method,
                content == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(content, StandardCharsets.UTF_8));
        if (content != null) {
            request.header("Content-Type", body instanceof String ? "text/plain; charset=utf-8" : "application/json");
        }
        try {
            Wire.map(options.get("headers")).forEach((name, value) -> request.setHeader(name, String.valueOf(value)));
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            return answer(response);
        } catch (IOException failed) {
            throw refusal("HTTP_FAILED", uri.getHost() + " could not be reached");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw refusal("HTTP_FAILED", "stopped");
        }
    }

    private URI check(ScriptDefinition script, String url) {
        URI uri;
        try {
            uri = URI.create(url == null ? "" : url);
        } catch (IllegalArgumentException wrong) {
            throw refusal("HTTP_ADDRESS", "Not an address: " + url);
        }
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !("https".equals(scheme) || "http".equals(scheme)) || uri.getUserInfo() != null) {
            throw refusal("HTTP_ADDRESS", "Not an address: " + url);
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String withPort = uri.getPort() < 0 ? host : host + ":" + uri.getPort();
        if (!script.http().contains(withPort)) {
            throw refusal("HTTP_HOST", withPort + " is not among the hosts that " + script.name() + " may call");
        }
        if (!insideAllowed && inside(host)) {
            throw refusal("HTTP_PRIVATE", host + " is a private address");
        }
        return uri;
    }

    private static boolean inside(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                byte[] bytes = address.getAddress();
                boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
                boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
                if (address.isLoopbackAddress()
                        || address.isAnyLocalAddress()
                        || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isMulticastAddress()
                        || unique
                        || shared) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException unknown) {
            throw refusal("HTTP_FAILED", host + " is unknown");
        }
    }

    private static Object answer(HttpResponse<InputStream> response) throws IOException {
        String text;
        try (InputStream in = response.body()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw refusal("HTTP_TOO_LARGE", "The answer is longer than " + MOST_BYTES + " bytes");
            }
            text = new String(bytes, StandardCharsets.UTF_8);
        }
        var headers = new LinkedHashMap<String, Object>();
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("status", (long) response.statusCode());
        answer.put("headers", headers);
        answer.put("text", text);
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        if (json) {
            answer.put("body", Wire.value(text));
        }
        return answer;
    }

    private static String plain(Object body) {
        return new String(Wire.answer(body), StandardCharsets.UTF_8);
    }

    private static Host.Refusal refusal(String code, String message) {
        return new Host.Refusal(code, message, "[]");
    }
}
