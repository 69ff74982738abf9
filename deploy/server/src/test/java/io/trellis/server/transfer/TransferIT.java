package io.trellis.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TransferIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String OBJECT = TestServer.freshName("stop");

    private static TestServer server;
    private static Api admin;

    @BeforeAll
    static void defineAnObject() {
        server = TestServer.shared();
        admin = server.as("admin");
        admin.put("/meta/objects/" + OBJECT, """
                        {"name": "%s", "label": {"zh-CN": "站点", "en-US": "Stop"}, "nameField": "name",
                         "fields": [{"name": "name", "type": "text", "max": 40, "required": true, "label": {"zh-CN": "名称", "en-US": "Name"}},
                                    {"name": "code", "type": "text", "unique": true, "externalKey": true, "label": {"zh-CN": "编号", "en-US": "Code"}},
                                    {"name": "opened", "type": "date", "label": {"zh-CN": "开业日期", "en-US": "Opened"}},
                                    {"name": "size", "type": "decimal", "scale": 2, "label": {"zh-CN": "面积", "en-US": "Size"}}]}
                        """.formatted(OBJECT)).expect(201);
    }

    @AfterAll
    static void close() {
        HTTP.close();
    }

    private record Reply(int status, JsonNode body) {}

    private static Reply upload(Api api, String fileName, byte[] content, String options) throws Exception {
        String boundary = "x-trellis-test";
        var body = new java.io.ByteArrayOutputStream();
        if (options != null) {
            body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"options\"\r\n\r\n" + options
                            + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: text/csv\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.write(content);
        body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/imports"))
                .header("Authorization", "Bearer " + api.token())
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), Api.JSON.readTree(response.body()));
    }

    private static String options(String operation) {
        return "{\"object\": \"" + OBJECT + "\", \"operation\": \"" + operation + "\"}";
    }

    private static JsonNode await(String path) throws InterruptedException {
        for (long until = System.currentTimeMillis() + 120_000; System.currentTimeMillis() < until; Thread.sleep(50)) {
            JsonNode job = admin.get(path).expect(200);
            if (List.of("done", "failed", "cancelled")
                    .contains(job.path("state").asString())) {
                return job;
            }
        }
        throw new AssertionError("Does not end: " + admin.get(path).text());
    }

    private static byte[] download(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
                .header("Authorization", "Bearer " + admin.token())
                .build();
        HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-disposition").orElse(""))
                .startsWith("attachment");
        return response.body();
    }

    @Test
    void importsTwentyThousandRowsOfChineseExcelAndHandsBackTheBadOnes() throws Exception {
        StringBuilder file = new StringBuilder("名称;编号;开业日期;面积\r\n");
        for (int i = 0; i < 20_000; i++) {
            file.append("站点").append(i).append(";K").append(i).append(';');
            file.append(i % 100 == 99 ? "不久" : "2026/1/31")
                    .append(";1,")
                    .append(100 + i % 900)
                    .append(".5\r\n");
        }
        Reply uploaded =
                upload(admin, "站点.csv", file.toString().getBytes(Charset.forName("GB18030")), options("create"));
        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(uploaded.body().path("state").asString()).isEqualTo("mapping");
        assertThat(uploaded.body().path("encoding").asString()).isEqualTo("GB18030");
        assertThat(uploaded.body().path("total").asInt()).isEqualTo(20_000);
        assertThat(uploaded.body().path("columns").findValuesAsString("field"))
                .containsExactly("name", "code", "opened", "size");
        String path = "/imports/" + uploaded.body().path("id").asString();
        admin.put(path, Map.of("start", true)).expect(200);
        JsonNode done = await(path);
        assertThat(done.path("created").asInt()).isEqualTo(19_800);
        assertThat(done.path("failed").asInt()).isEqualTo(200);
        String errors = new String(download(path + "/errors"), StandardCharsets.UTF_8);
        assertThat(errors.lines()).hasSize(201);
        assertThat(errors).startsWith("\uFEFF名称,编号,开业日期,面积,_row,_problem\r\n站点99,K99,不久,");
        JsonNode total = admin.post(
                        "/records/" + OBJECT + "/aggregate",
                        Map.of("groupBy", List.of(), "measures", List.of(Map.of("function", "count", "as", "n"))))
                .expect(200);
        assertThat(total.path("rows").path(0).path("n").asInt()).isEqualTo(19_800);

        JsonNode export = admin.post(
                        "/exports",
                        Map.of(
                                "object",
                                OBJECT,
                                "filter",
                                "code IN (\"K1\", \"K2\")",
                                "sort",
                                List.of("code"),
                                "fields",
                                List.of("code", "name", "opened", "size", "owner"),
                                "format",
                                "csv"))
                .expect(201);
        String exportPath = "/exports/" + export.path("id").asString();
        assertThat(await(exportPath).path("state").asString()).isEqualTo("done");
        assertThat(new String(download(exportPath + "/file"), StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith("K1,站点1,2026-01-31,1101.5,");
    }

    @Test
    void judgesFilesByTheirContent() throws Exception {
        assertRefused(
                upload(admin, "a.csv", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1}, options("create")),
                "IMPORT_FILE_TYPE");
        assertRefused(
                upload(admin, "a.xlsx", "PK\3\4 no zip".getBytes(StandardCharsets.UTF_8), options("create")),
                "IMPORT_FILE_DAMAGED");
        assertRefused(upload(admin, "a.csv", new byte[0], options("create")), "IMPORT_FILE_EMPTY");
        Reply odd = upload(
                admin, "../../../etc/cron.d/x.xlsx", "名称\n甲\n".getBytes(StandardCharsets.UTF_8), options("create"));
        assertThat(odd.status()).isEqualTo(201);
        assertThat(odd.body().path("fileName").asString()).isEqualTo("x.xlsx");
        assertThat(odd.body().path("format").asString()).isEqualTo("csv");
    }

    private static void assertRefused(Reply reply, String code) {
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().path("code").asString()).isEqualTo(code);
        assertThat(reply.body().path("detail").asString()).isNotBlank().isNotEqualTo(code);
    }

    @Test
    void refusesWhatIsNoRequest() throws Exception {
        assertThat(upload(admin, "a.csv", "名称\n甲\n".getBytes(StandardCharsets.UTF_8), null)
                        .status())
                .isEqualTo(400);
        assertThat(upload(admin, "a.csv", "名称\n甲\n".getBytes(StandardCharsets.UTF_8), "{\"objekt\": 1}")
                        .status())
                .isEqualTo(400);
        assertThat(upload(admin, "a.csv", "名称\n甲\n".getBytes(StandardCharsets.UTF_8), "{\"object\": \"none\"}")
                        .status())
                .isEqualTo(404);
        assertThat(admin.post("/imports", Map.of("object", OBJECT)).status()).isEqualTo(415);
        assertThat(admin.get("/imports/..%2f..%2fetc").status()).isBetween(400, 404);
        assertThat(admin.get("/imports/imp_nothing").status()).isEqualTo(404);
        assertThat(admin.get("/exports/exp_nothing/file").status()).isEqualTo(404);
    }

    @Test
    void hidesOtherPeoplesImports() throws Exception {
        Reply mine = upload(admin, "a.csv", "名称\n甲\n".getBytes(StandardCharsets.UTF_8), options("create"));
        String path = "/imports/" + mine.body().path("id").asString();
        Api seller = server.as("seller");
        assertThat(seller.get(path).status()).isEqualTo(404);
        assertThat(seller.post(path + "/cancel", null).status()).isEqualTo(404);
        assertThat(seller.put(path, Map.of("start", true)).status()).isEqualTo(404);
        assertThat(seller.get(path + "/errors").status()).isEqualTo(404);
        assertThat(Api.anonymous(server.url()).get(path).status()).isEqualTo(401);
        assertThat(upload(seller, "a.csv", "名称\n甲\n".getBytes(StandardCharsets.UTF_8), options("create"))
                        .status())
                .isIn(403, 404);
        assertThat(admin.post(path + "/cancel", null).expect(200).path("state").asString())
                .isEqualTo("cancelled");
    }
}
