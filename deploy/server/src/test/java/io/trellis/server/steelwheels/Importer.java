package io.trellis.server.steelwheels;

import io.trellis.server.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Imports a file as the import page does: upload, look at the guessed mapping, correct it, start, wait. */
final class Importer {
    private static final String BOUNDARY = "trellis-test-boundary";
    private static final long PATIENCE_MILLIS = 120_000;

    private final String url;
    private final Api api;

    Importer(String url, Api api) {
        this.url = url;
        this.api = api;
    }

    /**
     * @param operation {@code create update upsert}
     * @param key field that finds records to update, or null
     * @param mapping {@code COLUMN -> field} or, for links, {@code COLUMN -> field:matchBy}; columns left out are not imported
     * @return the finished job
     */
    JsonNode run(Path file, String object, String operation, String key, Map<String, String> mapping) {
        return run(file, object, operation, key, mapping, false);
    }

    /** @param allowDuplicates takes rows that duplicate rules warn of */
    JsonNode run(
            Path file,
            String object,
            String operation,
            String key,
            Map<String, String> mapping,
            boolean allowDuplicates) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("object", object);
        options.put("operation", operation);
        JsonNode uploaded = upload(file, Api.JSON.writeValueAsString(options));
        String id = uploaded.path("id").asString();
        JsonNode job = await(id, "mapping");
        List<Map<String, Object>> columns = new ArrayList<>();
        for (JsonNode column : job.path("columns")) {
            String name = column.path("name").asString();
            if (mapping.containsKey(name)) {
                String[] target = mapping.get(name).split(":");
                Map<String, Object> mapped = new LinkedHashMap<>();
                mapped.put("column", name);
                mapped.put("field", target[0]);
                if (target.length > 1) {
                    mapped.put("matchBy", target[1]);
                }
                columns.add(mapped);
            }
        }
        if (columns.size() != mapping.size()) {
            throw new AssertionError("Columns of the file are " + job.path("columns") + ", wanted " + mapping.keySet());
        }
        Map<String, Object> start = new LinkedHashMap<>();
        start.put("mapping", columns);
        start.put("operation", operation);
        if (key != null) {
            start.put("key", key);
        }
        start.put("allowDuplicates", allowDuplicates);
        start.put("start", true);
        api.put("/imports/" + id, start).expect(200);
        return await(id, "done");
    }

    /** The rows that were refused, as the user downloads them. */
    List<String> errorRows(JsonNode job) {
        Api.Answer answer = api.get("/imports/" + job.path("id").asString() + "/errors");
        answer.expect(200);
        return answer.text().lines().skip(1).filter(line -> !line.isBlank()).toList();
    }

    private JsonNode await(String id, String state) {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            JsonNode job = api.get("/imports/" + id).expect(200);
            String now = job.path("state").asString();
            if (now.equals(state)) {
                return job;
            }
            if (now.equals("failed") || now.equals("cancelled") || System.currentTimeMillis() > deadline) {
                throw new AssertionError("Import is not " + state + " but " + job);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private JsonNode upload(Path file, String options) {
        try {
            var body = new ArrayList<byte[]>();
            body.add(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"options\"\r\n"
                            + "Content-Type: application/json\r\n\r\n" + options + "\r\n--" + BOUNDARY
                            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file.getFileName()
                            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.add(Files.readAllBytes(file));
            body.add(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/imports"))
                    .header("Authorization", "Bearer " + api.token())
                    .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                    .POST(HttpRequest.BodyPublishers.ofByteArrays(body))
                    .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() >= 300) {
                    throw new AssertionError("Upload answered " + response.statusCode() + ": " + response.body());
                }
                return Api.JSON.readTree(response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
