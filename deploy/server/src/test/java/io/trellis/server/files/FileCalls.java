package io.trellis.server.files;

import io.trellis.server.Api;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;

/** Sends and fetches files the way a partner's program does. */
final class FileCalls {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final Api api;

    FileCalls(String url, Api api) {
        this.url = url;
        this.api = api;
    }

    Api api() {
        return api;
    }

    record Sent(int status, JsonNode body) {
        String id() {
            if (status != 201) {
                throw new AssertionError("Expected 201 but got " + status + ": " + body);
            }
            return body.path("id").asString();
        }

        String code() {
            JsonNode problems = body.path("problems");
            return problems.size() == 0
                    ? body.path("code").asString("")
                    : problems.get(0).path("code").asString("");
        }
    }

    /** The bytes as they are. */
    Sent send(String object, String field, String name, byte[] content) {
        String query = "?object=" + Api.encode(object) + "&name=" + Api.encode(name)
                + (field == null ? "" : "&field=" + Api.encode(field));
        return sent(request("/files" + query)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(content)));
    }

    Sent send(String object, String field, String name, String content) {
        return send(object, field, name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** As a form does. */
    Sent sendForm(String path, String object, String field, String name, byte[] content) throws IOException {
        String boundary = "x-trellis-form";
        var body = new ByteArrayOutputStream();
        for (String[] part : new String[][] {{"object", object}, {"field", field}}) {
            if (part[1] != null) {
                body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part[0] + "\"\r\n\r\n"
                                + part[1] + "\r\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: text/html\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.write(content);
        body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return sent(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    Sent sent(HttpRequest.Builder request) {
        HttpResponse<String> response = ask(request, HttpResponse.BodyHandlers.ofString());
        return new Sent(response.statusCode(), Api.JSON.readTree(response.body()));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                .header("Authorization", "Bearer " + api.token());
    }

    HttpResponse<byte[]> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return ask(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    int status(String path) {
        return get(path).statusCode();
    }

    String text(String id) {
        HttpResponse<byte[]> response = get("/files/" + id);
        return response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8);
    }

    static <T> HttpResponse<T> ask(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A picture, red on the left and blue on the right, with some noise so that it isn't tiny. */
    static byte[] picture(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        var random = new java.util.Random(7);
        for (int i = 0; i < width * height / 8; i++) {
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            image.setRGB(x, y, image.getRGB(x, y) ^ random.nextInt(0x20));
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
