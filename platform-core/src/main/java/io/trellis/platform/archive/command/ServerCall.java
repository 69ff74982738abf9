package io.trellis.platform.archive.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has a running server do it, through its interface for whoever runs the installation. */
final class ServerCall {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LOOK = Duration.ofMillis(500);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String token;
    private final Console console;

    /** @param server e.g. {@code http://127.0.0.1:8080} */
    ServerCall(String server, String token, Console console) {
        if (!server.matches("https?://[^/]+/?")) {
            throw new Arguments.Misuse("--server is written like http://127.0.0.1:8080.");
        }
        this.base = server.replaceAll("/$", "") + "/api/v1/tenants/";
        this.token = token;
        this.console = console;
    }

    void backup(String tenant, Path file, boolean credentials) {
        JsonNode begun = json(request(tenant + "/backups")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"credentials\":" + credentials + "}")));
        String address = tenant + "/backups/" + begun.path("id").asString();
        await(address);
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            HttpResponse<Path> answer =
                    http.send(request(address + "/file").GET().build(), HttpResponse.BodyHandlers.ofFile(unfinished));
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("The server answered " + answer.statusCode() + " for the file.");
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException("The backup could not be fetched", failure);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
        json(request(address).DELETE());
    }

    void restore(String tenant, Path file, boolean replace) {
        try {
            json(request(tenant + "/restore?replace=" + replace)
                    .header("Content-Type", "application/zip")
                    .POST(HttpRequest.BodyPublishers.ofFile(file)));
        } catch (IOException missing) {
            throw new UncheckedIOException("The archive " + file + " can't be read", missing);
        }
        await(tenant + "/restore");
        console.say("Tenant " + tenant + " is restored; all of it was compared with the archive.");
    }

    /** @param state {@code open} or {@code readOnly} */
    void state(String tenant, String state) {
        json(request(tenant + "/state")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"state\":\"" + state + "\"}")));
    }

    /** @return how many records had a derived value that differed from what it is when computed from scratch */
    long rebuild(String tenant, boolean dryRun) {
        JsonNode begun = json(request(tenant + "/rebuild?dryRun=" + dryRun).POST(HttpRequest.BodyPublishers.noBody()));
        String address = tenant + "/rebuild/" + begun.path("id").asString();
        await(address);
        JsonNode report = json(request(address).GET());
        for (JsonNode object : report.path("objects")) {
            console.say(object.path("object").asString() + ": "
                    + object.path("records").asLong() + " records, "
                    + object.path("differences").asLong() + " different "
                    + object.path("fields"));
        }
        long differences = report.path("differences").asLong();
        console.say(report.path("records").asLong() + " records, " + differences + " different");
        return differences;
    }

    private void await(String address) {
        String told = "";
        while (true) {
            JsonNode task = json(request(address).GET());
            switch (task.path("state").asString("")) {
                case "done" -> {
                    return;
                }
                case "failed", "cancelled" ->
                    throw new IllegalStateException(task.at("/problem/message").asString("It failed"));
                default -> {
                    String part = task.path("part").asString("");
                    if (!part.equals(told)) {
                        console.warn(part);
                        told = part;
                    }
                    try {
                        Thread.sleep(LOOK);
                    } catch (InterruptedException stopped) {
                        throw interrupted(stopped);
                    }
                }
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", console.locale());
    }

    /** @throws IllegalStateException with the server's own sentence, when it refuses */
    private JsonNode json(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = answer.body().startsWith("{") ? JSON.readTree(answer.body()) : JSON.createObjectNode();
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        body.path("detail").asString("The server answered " + answer.statusCode()));
            }
            return body;
        } catch (IOException unreachable) {
            throw new UncheckedIOException("There is no server at " + base, unreachable);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static IllegalStateException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted", stopped);
    }
}
