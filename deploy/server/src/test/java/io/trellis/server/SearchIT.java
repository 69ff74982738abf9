package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Searching over HTTP: what is found, by whom, what is marked, and how the index is looked after. */
class SearchIT {
    private static AccessFixture world;
    private static Api admin;

    @BeforeAll
    static void build() {
        world = new AccessFixture(TestServer.shared());
        admin = TestServer.shared().as("admin");
    }

    private static String plot(String title, String owner, String secret) {
        return admin.post(
                        "/records/" + world.plot,
                        Map.of("title", title, "secret", secret, "owner", world.users.get(owner)))
                .expect(201)
                .path("id")
                .asString();
    }

    private static List<String> found(Api who, String text) {
        List<String> ids = new ArrayList<>();
        who.get("/search?objects=" + world.plot + "&size=50&q=" + Api.encode(text))
                .expect(200)
                .path("results")
                .forEach(hit -> ids.add(hit.path("id").asString()));
        return ids;
    }

    private static List<String> listed(Api who, String text) {
        List<String> ids = new ArrayList<>();
        who.get("/records/" + world.plot + "?size=50&q=" + Api.encode(text))
                .expect(200)
                .path("records")
                .forEach(record -> ids.add(record.path("id").asString()));
        return ids;
    }

    @Test
    void findsByPinyinAndMarksWhatMatched() {
        String id = plot("重庆精工机械有限公司", "chief", "-");
        for (String text : List.of("重庆", "chongqing", "cqjg", "chongqingj", "精工 jixie")) {
            assertThat(found(admin, text)).as(text).containsExactly(id);
            assertThat(listed(admin, text)).as(text).containsExactly(id);
        }
        JsonNode hit = admin.get("/search?objects=" + world.plot + "&q=jinggong")
                .expect(200)
                .path("results")
                .path(0);
        assertThat(hit.path("highlights").toString()).isEqualTo("[{\"field\":\"title\",\"ranges\":[[2,4]]}]");
        JsonNode objects = admin.get("/search?objects=" + world.plot + "&q=cqjg")
                .expect(200)
                .path("objects");
        assertThat(objects.path(0).path("total").asInt()).isEqualTo(1);
    }

    @Test
    void nobodyFindsWhatTheyMayNotSee() {
        String chiefs = plot("寻宝甲", "chief", "金银 hoard 13912345678");
        String strangers = plot("寻宝乙", "stranger", "金银 hoard 13912345678");
        Api chief = world.as("chief");
        assertThat(found(admin, "hoard")).containsExactlyInAnyOrder(chiefs, strangers);
        assertThat(found(admin, "xunbao")).containsExactlyInAnyOrder(chiefs, strangers);
        assertThat(found(chief, "xunbao")).containsExactly(chiefs);
        assertThat(listed(chief, "xunbao")).containsExactly(chiefs);
        for (String text : List.of("hoard", "金银", "jinyin", "jy", "1391234", "寻宝 hoard")) {
            assertThat(found(chief, text)).as(text).isEmpty();
            assertThat(listed(chief, text)).as(text).isEmpty();
        }
        assertThat(chief.get("/search?q=xunbao").text()).doesNotContain("hoard");
    }

    @Test
    void whatChangedAMomentAgoIsFoundAsItIsNow() {
        String id = plot("before now", "chief", "-");
        admin.patch("/records/" + world.plot + "/" + id, Map.of("title", "after then"))
                .expect(200);
        assertThat(found(admin, "before now")).isEmpty();
        assertThat(found(admin, "after then")).containsExactly(id);
        admin.delete("/records/" + world.plot + "/" + id);
        assertThat(found(admin, "after then")).isEmpty();
        assertThat(listed(admin, "after then")).isEmpty();
    }

    @Test
    void wrongQuestionsAreToldSo() {
        for (String query : List.of("?q=a&size=0", "?q=a&size=51", "?q=a&page=0", "?q=a&page=26", "?q=a&size=x")) {
            assertThat(admin.get("/search" + query).status()).as(query).isEqualTo(400);
        }
        assertThat(admin.get("/search?q=a&objects=nothing").status()).isEqualTo(404);
        assertThat(admin.get("/search?q=" + "a".repeat(201)).status()).isEqualTo(400);
        assertThat(admin.get("/search?q=%20").expect(200).path("results")).isEmpty();
    }

    @Test
    void whoManagesMetadataSeesTheIndexAndBuildsItAnew() throws InterruptedException {
        String id = plot("始终可查", "chief", "-");
        assertThat(world.as("chief").get("/admin/search").status()).isEqualTo(403);
        assertThat(world.as("chief").post("/admin/search/rebuild", Map.of()).status())
                .isEqualTo(403);
        assertThat(admin.post("/admin/search/rebuild", Map.of("objects", List.of("nothing")))
                        .status())
                .isEqualTo(404);
        admin.post("/admin/search/rebuild", Map.of("objects", List.of(world.plot)))
                .expect(201);
        JsonNode status;
        do {
            assertThat(found(admin, "shizhong")).containsExactly(id);
            Thread.sleep(20);
            status = admin.get("/admin/search").expect(200);
        } while (List.of("queued", "running")
                .contains(status.path("rebuild").path("state").asString()));
        assertThat(status.path("rebuild").path("state").asString()).isEqualTo("done");
        assertThat(status.path("objects").findValuesAsString("object")).contains(world.plot);
        assertThat(found(admin, "shizhong")).containsExactly(id);
    }
}
