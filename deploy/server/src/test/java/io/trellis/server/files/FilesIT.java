package io.trellis.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What one person can do with files. */
class FilesIT {
    private static FilesFixture world;
    private static FileCalls ann;

    @BeforeAll
    static void begin() {
        world = new FilesFixture();
        ann = world.person("ann");
    }

    private static JsonNode get(String id) {
        return ann.api().get(world.path(id)).expect(200);
    }

    @Test
    void aFieldTakesAnUploadAndTellsWhatItIs() {
        FileCalls.Sent sent = ann.send(world.dossier, "paper", "拜访 记录.txt", "hello");
        assertThat(sent.body().path("type").asString()).isEqualTo("text/plain");
        String id = world.make(ann, "paper", sent.id());
        JsonNode value = get(id).path("paper");
        assertThat(value.toString())
                .isEqualTo("{\"id\":\"" + sent.id() + "\",\"name\":\"拜访 记录.txt\",\"type\":\"text/plain\",\"size\":5}");
        assertThat(ann.text(sent.id())).isEqualTo("200 hello");
        // Sent back as it was read it stays as it is; null takes it out.
        long version = get(id).path("version").asLong();
        JsonNode same = ann.api()
                .patch(world.path(id), Map.of("paper", Map.of("id", sent.id(), "size", 1, "name", "x")))
                .expect(200);
        assertThat(same.path("version").asLong()).isEqualTo(version);
        assertThat(same.path("paper")).isEqualTo(value);
        assertThat(ann.api()
                        .patch(world.path(id), "{\"paper\":null}")
                        .expect(200)
                        .path("paper")
                        .isNull())
                .isTrue();
        // As its old value is in the history, the file stays with the record, and may come back.
        assertThat(ann.text(sent.id())).isEqualTo("200 hello");
        assertThat(ann.api()
                        .patch(world.path(id), Map.of("paper", sent.id()))
                        .expect(200)
                        .path("paper"))
                .isEqualTo(value);
        assertThat(ann.api().get(world.path(id) + "/history").expect(200).toString())
                .contains("\"paper\":{\"from\":null,\"to\":{\"id\":\"" + sent.id());
    }

    @Test
    void aFormCanBeSentToo() throws IOException {
        byte[] content = "hello".getBytes(StandardCharsets.UTF_8);
        FileCalls.Sent sent = ann.sendForm("/files", world.dossier, "paper", "a.txt", content);
        assertThat(ann.text(sent.id())).isEqualTo("200 hello");
        assertThat(sent.body().path("type").asString()).isEqualTo("text/plain");
        assertThat(ann.sendForm("/files", null, null, "a.txt", content).code()).isEqualTo("MISSING_PARAMETER");
        String id = world.make(ann);
        FileCalls.Sent attached = ann.sendForm(world.path(id) + "/attachments", null, null, "b.txt", content);
        assertThat(attached.body().path("name").asString()).isEqualTo("b.txt");
        assertThat(ann.text(attached.id())).isEqualTo("200 hello");
    }

    @Test
    void headersKeepWhatIsInAFileFromRunning() {
        String id = ann.send(world.dossier, null, "页面\"\r\nX-Evil: 1;.html", "<html><script>alert(1)</script>")
                .id();
        HttpResponse<byte[]> answer = ann.get("/files/" + id);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/octet-stream");
        assertThat(answer.headers().firstValue("x-evil")).isEmpty();
        assertThat(answer.headers().firstValue("content-disposition").orElseThrow())
                .startsWith("attachment")
                .contains("filename*=UTF-8''%E9%A1%B5%E9%9D%A2_X-Evil_%201%3B.html");
        assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
                .contains("sandbox");
        String svg = ann.send(world.dossier, null, "a.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>")
                .id();
        answer = ann.get("/files/" + svg);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/octet-stream");
        assertThat(answer.headers().firstValue("content-disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(ann.status("/files/" + svg + "/thumbnail")).isEqualTo(404);
        String png = ann.send(world.dossier, "photo", "a.html", FileCalls.picture("png", 40, 20))
                .id();
        answer = ann.get("/files/" + png);
        assertThat(answer.headers().firstValue("content-type")).hasValue("image/png");
        assertThat(answer.headers().firstValue("content-disposition").orElseThrow())
                .startsWith("inline");
        assertThat(ann.get("/files/" + png + "?download=true")
                        .headers()
                        .firstValue("content-disposition")
                        .orElseThrow())
                .startsWith("attachment");
    }

    @Test
    void rangesAndTagsAreUnderstood() {
        String id = ann.send(world.dossier, null, "digits.txt", "0123456789").id();
        String path = "/files/" + id;
        HttpResponse<byte[]> whole = ann.get(path);
        String tag = whole.headers().firstValue("etag").orElseThrow();
        assertThat(whole.headers().firstValue("content-length")).hasValue("10");
        assertThat(whole.headers().firstValue("accept-ranges")).hasValue("bytes");
        assertThat(whole.headers().firstValue("cache-control")).hasValue("private, no-cache");
        assertThat(ann.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(ann.get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        for (String[] range : new String[][] {
            {"bytes=2-4", "206", "234", "bytes 2-4/10"},
            {"bytes=7-", "206", "789", "bytes 7-9/10"},
            {"bytes=-3", "206", "789", "bytes 7-9/10"},
            {"bytes=0-99", "206", "0123456789", "bytes 0-9/10"},
            {"bytes=4-2", "200", "0123456789", null},
            {"bytes=0-1,4-5", "200", "0123456789", null},
            {"lines=1-2", "200", "0123456789", null}
        }) {
            HttpResponse<byte[]> part = ann.get(path, "Range", range[0]);
            assertThat(part.statusCode()).as(range[0]).isEqualTo(Integer.parseInt(range[1]));
            assertThat(new String(part.body(), StandardCharsets.UTF_8)).isEqualTo(range[2]);
            assertThat(part.headers().firstValue("content-range").orElse(null)).isEqualTo(range[3]);
        }
        assertThat(ann.get(path, "Range", "bytes=10-").statusCode()).isEqualTo(416);
        assertThat(ann.get(path, "Range", "bytes=2-4", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(ann.get(path, "Range", "bytes=2-4", "If-Range", "\"old\"").statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> head = FileCalls.ask(
                ann.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("content-length")).hasValue("10");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void anEmptyFileIsAFile() {
        FileCalls.Sent sent = ann.send(world.dossier, "paper", "empty.txt", "");
        String id = world.make(ann, "paper", sent.id());
        assertThat(get(id).path("paper").path("size").asInt(-1)).isZero();
        assertThat(ann.text(sent.id())).isEqualTo("200 ");
        assertThat(ann.get("/files/" + sent.id(), "Range", "bytes=0-0").statusCode())
                .isEqualTo(416);
    }

    @Test
    void whatIsInAFileDecidesWhetherAFieldTakesIt() {
        String html = "<!doctype html><p>x";
        assertThat(ann.send(world.dossier, "photo", "photo.png", html).code()).isEqualTo("NOT_AN_IMAGE");
        assertThat(ann.send(world.dossier, "paper", "paper.pdf", html).code()).isEqualTo("FILE_TYPE_NOT_ACCEPTED");
        assertThat(ann.send(world.dossier, "paper", "long.txt", "x".repeat(100_001))
                        .status())
                .isEqualTo(413);
        byte[] cut = java.util.Arrays.copyOf(FileCalls.picture("png", 40, 20), 18);
        assertThat(ann.send(world.dossier, "photo", "cut.png", cut).code()).isEqualTo("IMAGE_DAMAGED");
        byte[] bomb = FileCalls.picture("png", 40, 20);
        bomb[16] = bomb[20] = 0x00;
        bomb[17] = bomb[21] = 0x01;
        assertThat(ann.send(world.dossier, "photo", "bomb.png", bomb).code()).isEqualTo("IMAGE_TOO_MANY_PIXELS");
        // Meant for attachments it is taken, but no small picture is made of it.
        String bombId = ann.send(world.dossier, null, "bomb.png", bomb).id();
        assertThat(ann.status("/files/" + bombId + "/thumbnail")).isEqualTo(404);
        // Uploaded for one field, put into another.
        String text = ann.send(world.dossier, "paper", "a.txt", "text").id();
        Api.Answer answer = ann.api().post("/records/" + world.dossier, Map.of("title", "x", "photo", text));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.hasProblem("NOT_AN_IMAGE", "/photo")).isTrue();
        assertThat(ann.send(world.dossier, "title", "a.txt", "text").status()).isEqualTo(404);
        assertThat(ann.send("nothing", null, "a.txt", "text").status()).isEqualTo(404);
        assertThat(ann.get("/files/fil_nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void namesAreMadeHarmless() {
        for (String[] name : new String[][] {
            {"../../etc/passwd", "passwd"},
            {"C:\\temp\\图纸.dwg", "图纸.dwg"},
            {"a\u0000b\u202egnp.exe", "abgnp.exe"},
            {"..", "file"},
            {"", "file"},
            {"x".repeat(300) + ".pdf", "x".repeat(195) + ".pdf"}
        }) {
            JsonNode body = ann.send(world.dossier, null, name[0], "x").body();
            assertThat(body.path("name").asString()).isEqualTo(name[1]);
        }
    }

    @Test
    void picturesHaveSmallOnes() throws IOException {
        byte[] large = FileCalls.picture("jpg", 2000, 1000);
        FileCalls.Sent sent = ann.send(world.dossier, "photo", "photo.jpg", large);
        assertThat(sent.body().path("width").asInt()).isEqualTo(2000);
        HttpResponse<byte[]> small = ann.get("/files/" + sent.id() + "/thumbnail?size=250");
        assertThat(small.statusCode()).isEqualTo(200);
        assertThat(small.headers().firstValue("content-type")).hasValue("image/jpeg");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(small.body()));
        assertThat(List.of(image.getWidth(), image.getHeight())).isEqualTo(List.of(256, 128));
        assertThat(image.getRGB(20, 64) >> 16 & 0xff).as("red on the left").isGreaterThan(180);
        assertThat(image.getRGB(236, 64) & 0xff).as("blue on the right").isGreaterThan(180);
        String tag = small.headers().firstValue("etag").orElseThrow();
        assertThat(ann.get("/files/" + sent.id() + "/thumbnail?size=250", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(ann.status("/files/" + sent.id() + "/thumbnail?size=much")).isEqualTo(400);
        assertThat(ann.status("/files/" + sent.id() + "/thumbnail?size=-5")).isEqualTo(200);
    }

    @Test
    void aDataUrlIsKeptButNotTakenAnewExceptASignature() {
        String data =
                "data:image/png;base64," + java.util.Base64.getEncoder().encodeToString(FileCalls.picture("png", 8, 8));
        Api.Answer refused = ann.api().post("/records/" + world.dossier, Map.of("title", "x", "photo", data));
        assertThat(refused.hasProblem("FILE_NOT_UPLOADED", "/photo")).isTrue();
        String id = world.make(ann, "signed", data);
        assertThat(get(id).path("signed").path("data").asString()).isEqualTo(data);
        String uploaded = ann.send(world.dossier, "signed", "s.png", FileCalls.picture("png", 8, 8))
                .id();
        assertThat(ann.api()
                        .patch(world.path(id), Map.of("signed", uploaded))
                        .expect(200)
                        .path("signed")
                        .path("id")
                        .asString())
                .isEqualTo(uploaded);
    }

    @Test
    void attachmentsComeAndGoAndAreToldInTheHistory() {
        String id = world.make(ann);
        String path = world.path(id) + "/attachments";
        String first = ann.send(world.dossier, null, "first.txt", "1").id();
        String second = ann.send(world.dossier, null, "second.txt", "22").id();
        long version = get(id).path("version").asLong();
        JsonNode added = ann.api().post(path, Map.of("file", first)).expect(201);
        assertThat(added.path("name").asString()).isEqualTo("first.txt");
        assertThat(added.path("createdBy").path("id").asString()).startsWith("usr_");
        ann.api().post(path, Map.of("file", second)).expect(201);
        JsonNode all = ann.api().get(path).expect(200).path("attachments");
        assertThat(all).extracting(one -> one.path("name").asString()).containsExactly("second.txt", "first.txt");
        // Who had the record open before can still save what they typed.
        ann.api()
                .patch(world.path(id), Map.of("title", "typed before", "version", version))
                .expect(200);
        assertThat(ann.api()
                        .patch(world.path(id), Map.of("title", "too late", "version", version))
                        .status())
                .isEqualTo(409);
        ann.api().delete(path + "/" + first).expect(204);
        assertThat(ann.api().delete(path + "/" + first).status()).isEqualTo(404);
        assertThat(ann.status("/files/" + first)).isEqualTo(404);
        JsonNode changes =
                ann.api().get(world.path(id) + "/history").expect(200).path("changes");
        assertThat(changes.get(0)
                        .path("fields")
                        .path("@attachments")
                        .path("from")
                        .path("name")
                        .asString())
                .isEqualTo("first.txt");
        assertThat(changes.get(3)
                        .path("fields")
                        .path("@attachments")
                        .path("to")
                        .path("name")
                        .asString())
                .isEqualTo("first.txt");
        assertThat(ann.api().post(path, Map.of()).status()).isEqualTo(400);
        assertThat(ann.api().post(path, Map.of("file", second)).code()).isEqualTo("INVALID_RECORD");
        assertThat(ann.api().get(world.path("nothing") + "/attachments").status())
                .isEqualTo(404);
    }

    @Test
    void oneUploadGoesIntoOneRecordAndAFileOfAnotherIsCopied() {
        String file = ann.send(world.dossier, "paper", "a.txt", "shared").id();
        Api.Answer twice =
                ann.api().post("/records/" + world.dossier, Map.of("title", "x", "paper", file, "signed", file));
        assertThat(twice.status()).isEqualTo(422);
        String one = world.make(ann, "paper", file);
        String other = world.make(ann, "paper", file);
        String copy = get(other).path("paper").path("id").asString();
        assertThat(copy).isNotEqualTo(file);
        ann.api().delete(world.path(one) + "?purge=true").expect(204);
        assertThat(ann.status("/files/" + file)).isEqualTo(404);
        assertThat(ann.text(copy)).isEqualTo("200 shared");
    }

    @Test
    void aRefusedRecordLeavesTheUploadForTheNextTry() {
        world.make(ann, "code", "taken");
        String file = ann.send(world.dossier, "paper", "a.txt", "kept").id();
        assertThat(ann.api()
                        .post("/records/" + world.dossier, Map.of("title", "x", "code", "taken", "paper", file))
                        .status())
                .isEqualTo(422);
        String id = world.make(ann, "code", TestServer.freshName("free"), "paper", file);
        assertThat(get(id).path("paper").path("id").asString()).isEqualTo(file);
    }

    @Test
    void manyRowsTakeTheirFiles() {
        String file = ann.send(world.dossier, "paper", "a.txt", "bulk").id();
        JsonNode results = ann.api()
                .post(
                        "/records/" + world.dossier + "/bulk",
                        Map.of(
                                "operation",
                                "create",
                                "records",
                                List.of(
                                        Map.of("title", "one", "paper", file),
                                        Map.of("title", "two", "paper", "fil_01HZZZZZZZZZZZZZZZZZZZZZZZ"))))
                .expect(200)
                .path("results");
        assertThat(results.get(0).path("status").asInt()).isEqualTo(201);
        assertThat(results.get(1).path("problems").get(0).path("code").asString())
                .isEqualTo("FILE_NOT_FOUND");
        assertThat(ann.text(file)).isEqualTo("200 bulk");
    }
}
