package io.trellis.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.store.BlobStore;
import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** No path shows a file to who may not read the record and the field it belongs to. */
class FileRightsIT {
    private static FilesFixture world;
    private static FileCalls ann;
    private static FileCalls bob;
    private static FileCalls admin;

    @BeforeAll
    static void begin() {
        world = new FilesFixture();
        ann = world.person("ann");
        bob = world.person("bob");
        admin = world.admin();
    }

    private static void hidden(FileCalls who, String id) {
        assertThat(who.status("/files/" + id)).isEqualTo(404);
        assertThat(who.status("/files/" + id + "?download=true")).isEqualTo(404);
        assertThat(who.status("/files/" + id + "/thumbnail")).isEqualTo(404);
        assertThat(who.get("/files/" + id, "Range", "bytes=0-0").statusCode()).isEqualTo(404);
        // Nor can it be had by putting it into a record of one's own.
        for (String field : List.of("paper", "photo", "signed")) {
            Api.Answer stolen = who.api().post("/records/" + world.dossier, Map.of("title", "mine", field, id));
            assertThat(stolen.status()).isIn(404, 422);
            assertThat(stolen.status() == 404 || stolen.hasProblem("FILE_NOT_FOUND", "/" + field))
                    .as(stolen.text())
                    .isTrue();
        }
    }

    private static void visible(FileCalls who, String id) {
        assertThat(who.status("/files/" + id)).isEqualTo(200);
        assertThat(who.status("/files/" + id + "/thumbnail")).isEqualTo(200);
    }

    private static String photo(FileCalls who, String field) {
        return who.send(world.dossier, field, "photo.png", FileCalls.picture("png", 60, 40))
                .id();
    }

    @Test
    void anUploadIsItsUploadersAlone() {
        String id = photo(ann, "photo");
        visible(ann, id);
        hidden(bob, id);
        hidden(admin, id);
        String dossier = world.make(bob);
        assertThat(bob.api()
                        .post(world.path(dossier) + "/attachments", Map.of("file", id))
                        .status())
                .isEqualTo(422);
        assertThat(FileCalls.ask(
                                java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create(world.server.url() + "/api/v1/files/" + id)),
                                java.net.http.HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aRecordOutOfScopeShowsNoFiles() {
        String inField = photo(ann, "photo");
        String attached = photo(ann, null);
        String dossier = world.make(ann, "photo", inField);
        String attachments = world.path(dossier) + "/attachments";
        ann.api().post(attachments, Map.of("file", attached)).expect(201);
        for (String id : List.of(inField, attached)) {
            visible(ann, id);
            visible(admin, id);
            hidden(bob, id);
        }
        String own = photo(bob, null);
        assertThat(bob.api().get(attachments).status()).isEqualTo(404);
        assertThat(bob.api().post(attachments, Map.of("file", own)).status()).isEqualTo(404);
        assertThat(bob.api().delete(attachments + "/" + attached).status()).isEqualTo(404);
        // An attachment of another record can't be removed through one's own.
        String bobs = world.make(bob);
        assertThat(bob.api()
                        .delete(world.path(bobs) + "/attachments/" + attached)
                        .status())
                .isEqualTo(404);
        // Nor a field's file as if it were an attachment.
        assertThat(ann.api().delete(attachments + "/" + inField).status()).isEqualTo(404);
        visible(ann, inField);
        visible(ann, attached);
    }

    @Test
    void aHiddenFieldShowsNoFile() {
        String dossier = world.make(ann);
        String secret = photo(admin, "secret");
        admin.api().patch(world.path(dossier), Map.of("secret", secret)).expect(200);
        visible(admin, secret);
        hidden(ann, secret);
        assertThat(ann.send(world.dossier, "secret", "x.txt", "x").status()).isEqualTo(404);
        assertThat(ann.api().get(world.path(dossier) + "/attachments").text()).doesNotContain(secret);
        assertThat(ann.api().get(world.path(dossier) + "/history").text()).doesNotContain(secret);
    }

    @Test
    void theRecycleBinShowsFilesToThoseWhoSeeItsRecordsAndAPurgeTakesThem() {
        String inField = photo(ann, "photo");
        String attached = photo(ann, null);
        String dossier = world.make(ann, "photo", inField);
        ann.api()
                .post(world.path(dossier) + "/attachments", Map.of("file", attached))
                .expect(201);
        String replaced = inField;
        String current = photo(ann, "photo");
        ann.api().patch(world.path(dossier), Map.of("photo", current)).expect(200);
        ann.api().delete(world.path(dossier)).expect(204);
        for (String id : List.of(replaced, current, attached)) {
            visible(ann, id);
            hidden(bob, id);
        }
        assertThat(ann.api()
                        .get(world.path(dossier) + "/attachments")
                        .expect(200)
                        .path("attachments"))
                .hasSize(1);
        ann.api().post(world.path(dossier) + "/restore", null).expect(200);
        visible(ann, attached);
        ann.api().delete(world.path(dossier) + "?purge=true").expect(204);
        for (String id : List.of(replaced, current, attached)) {
            hidden(ann, id);
            hidden(admin, id);
        }
        assertThat(ann.api().get(world.path(dossier) + "/attachments").status()).isEqualTo(404);
    }

    @Test
    void anotherTenantKnowsNothing() {
        String tenant = TestServer.freshName("files-");
        Api.withToken(world.server.url(), "test-admin")
                .post(
                        "/tenants",
                        Map.of(
                                "name",
                                tenant,
                                "label",
                                Map.of("en-US", "Other"),
                                "adminUsername",
                                "root",
                                "adminPassword",
                                FilesFixture.PASSWORD))
                .expect(201);
        FileCalls other = new FileCalls(
                world.server.url(), Api.signIn(world.server.url(), tenant, "root", FilesFixture.PASSWORD));
        String upload = photo(ann, null);
        String taken = photo(ann, "photo");
        world.make(ann, "photo", taken);
        hidden(other, upload);
        hidden(other, taken);
        String department = other.api()
                .post("/records/department", Map.of("name", "d"))
                .expect(201)
                .path("id")
                .asString();
        String attachments = "/records/department/" + department + "/attachments";
        for (String id : List.of(upload, taken)) {
            assertThat(other.api().post(attachments, Map.of("file", id)).status())
                    .isEqualTo(422);
        }
        String own = other.send("department", null, "own.txt", "theirs").id();
        other.api().post(attachments, Map.of("file", own)).expect(201);
        hidden(ann, own);
        hidden(admin, own);
    }

    @Test
    void whoMayOnlyReadCanNeitherUploadNorAttachNorRemove() {
        String role = TestServer.freshName("reader");
        world.admin
                .put("/meta/permission-sets/" + role, """
                        {"name": "%1$s", "label": {"zh-CN": "读者", "en-US": "Reader"},
                         "objects": {"%2$s": {"create": false, "read": "all", "edit": "none", "delete": "none"}}, "system": []}
                        """.formatted(role, world.dossier))
                .expect(201);
        world.admin
                .put(
                        "/meta/roles/" + role,
                        Map.of(
                                "name",
                                role,
                                "label",
                                Map.of("zh-CN", role, "en-US", role),
                                "permissionSets",
                                List.of(role)))
                .expect(201);
        String username = TestServer.freshName("reader.");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("username", username);
        values.put("name", username);
        values.put("roles", List.of(role));
        String user =
                world.admin.post("/records/user", values).expect(201).path("id").asString();
        world.admin
                .post("/users/" + user + "/password", Map.of("new", FilesFixture.PASSWORD))
                .expect(204);
        FileCalls reader = new FileCalls(
                world.server.url(), Api.signIn(world.server.url(), "demo", username, FilesFixture.PASSWORD));
        String attached = photo(ann, null);
        String dossier = world.make(ann);
        String attachments = world.path(dossier) + "/attachments";
        ann.api().post(attachments, Map.of("file", attached)).expect(201);
        visible(reader, attached);
        assertThat(reader.api().get(attachments).expect(200).path("attachments"))
                .hasSize(1);
        assertThat(reader.send(world.dossier, null, "x.txt", "x").status()).isEqualTo(403);
        assertThat(reader.send("account", null, "x.txt", "x").status()).isEqualTo(404);
        assertThat(reader.api().delete(attachments + "/" + attached).status()).isEqualTo(403);
        assertThat(reader.api().post(attachments, Map.of("file", attached)).status())
                .isEqualTo(403);
        visible(ann, attached);
        // The right to read taken away, the file is gone with it.
        world.admin
                .put("/meta/permission-sets/" + role, """
                        {"name": "%1$s", "label": {"zh-CN": "读者", "en-US": "Reader"},
                         "objects": {"%2$s": {"create": false, "read": "own", "edit": "none", "delete": "none"}}, "system": []}
                        """.formatted(role, world.dossier))
                .expect(200);
        assertThat(reader.status("/files/" + attached)).isEqualTo(404);
    }

    @Test
    void theSameFilesAreVisibleAsRecords() {
        Map<String, String> recordOf = new LinkedHashMap<>();
        for (int i = 0; i < 12; i++) {
            FileCalls who = List.of(ann, bob, admin).get(i % 3);
            String file = who.send(world.dossier, i % 2 == 0 ? "paper" : null, "f.txt", "f" + i)
                    .id();
            String dossier = i % 2 == 0 ? world.make(who, "paper", file) : world.make(who);
            if (i % 2 == 1) {
                who.api()
                        .post(world.path(dossier) + "/attachments", Map.of("file", file))
                        .expect(201);
            }
            recordOf.put(file, dossier);
        }
        for (FileCalls who : List.of(ann, bob, admin)) {
            Set<String> records = new TreeSet<>();
            Set<String> files = new TreeSet<>();
            recordOf.forEach((file, record) -> {
                if (who.api().get(world.path(record)).status() == 200) {
                    records.add(record);
                }
                if (who.status("/files/" + file) == 200) {
                    files.add(record);
                }
            });
            assertThat(files).isEqualTo(records).hasSize(who == admin ? 12 : 4);
        }
    }

    @Test
    void aFieldThatIsRenamedKeepsItsFiles() {
        FilesFixture own = new FilesFixture();
        FileCalls person = own.person("carl");
        String file = person.send(own.dossier, "paper", "a.txt", "kept").id();
        String dossier = own.make(person, "paper", file);
        JsonNode definition = own.admin.get("/meta/objects/" + own.dossier).expect(200);
        String renamed = definition.toString().replace("\"name\":\"paper\"", "\"name\":\"document\"");
        own.admin.put("/meta/objects/" + own.dossier, renamed).expect(200);
        assertThat(person.api()
                        .get(own.path(dossier))
                        .expect(200)
                        .path("document")
                        .path("id")
                        .asString())
                .isEqualTo(file);
        assertThat(person.text(file)).isEqualTo("200 kept");
    }

    @Test
    void nothingOfAFileIsStoredUnderANameOfItsSender() {
        String id = ann.send(world.dossier, null, "../../../evil.sh", "x").id();
        BlobStore blobs = world.server.bean(BlobStore.class);
        Set<String> names = new TreeSet<>();
        blobs.list("demo", "", blob -> names.add(blob.name()));
        assertThat(names).anyMatch(name -> name.endsWith("/" + id)).noneMatch(name -> name.contains("evil"));
    }
}
