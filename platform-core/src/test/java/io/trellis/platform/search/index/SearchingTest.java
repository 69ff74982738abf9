package io.trellis.platform.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.query.Questions;
import io.trellis.platform.search.GlobalSearch;
import io.trellis.platform.search.text.TextQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people find, and what they don't. */
class SearchingTest {
    private static final String[] WORDS = {
        "华东", "张伟", "重庆银行", "精密", "有限公司", "Acme", "tools", "OPP-001", "138-0013-8000", "红", "a", "水 电"
    };
    private static final List<String> PEOPLE = List.of("boss", "worker", "other", "blind", "reds", "linked", "admin");

    @TempDir
    Path home;

    private SearchWorld world;

    @BeforeEach
    void open() {
        world = new SearchWorld(home);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /**
     * Records are made, changed, deleted and restored by chance while people search, with nobody waiting for the index: each list
     * is what a look at every record they may read gives, and has all that the store itself finds.
     */
    @Test
    void listsAreWhatALookAtEveryRecordGives() {
        var random = new Random(11);
        List<String> ids = new ArrayList<>();
        List<String> areas = List.of(area("open"), area("closed"));
        for (int round = 0; round < 120; round++) {
            for (int i = 0; i < 3; i++) {
                change(random, ids, areas);
            }
            String text = random.nextInt(4) == 0 ? word(random) + " " + word(random) : part(random, word(random));
            text = List.of(text, text, "zw", "yinhang", "huad", "hd").get(random.nextInt(6));
            String filter = random.nextBoolean() ? null : "size > 40";
            Actor actor = world.actor(PEOPLE.get(random.nextInt(PEOPLE.size())));
            TreeSet<String> listed = world.listed(actor, text, filter);
            assertThat(listed)
                    .as("%s looks for [%s] where %s", actor.username(), text, filter)
                    .isEqualTo(looked(actor, text, filter))
                    .containsAll(world.scanned(actor, text, filter));
            if (filter == null) {
                assertThat(new TreeSet<>(world.found(actor, text)))
                        .as("%s looks everywhere for [%s]", actor.username(), text)
                        .isSubsetOf(listed)
                        .hasSize(Math.min(50, listed.size()));
            }
        }
    }

    private String area(String tag) {
        return world.records
                .create(world.system, "area", Map.of("name", tag, "tag", tag))
                .id();
    }

    private void change(Random random, List<String> ids, List<String> areas) {
        Map<String, Object> values = new HashMap<>();
        values.put("title", word(random) + word(random));
        values.put("note", random.nextBoolean() ? null : word(random));
        values.put("secret", word(random));
        values.put("phone", random.nextInt(3) > 0 ? null : "138 0013 800" + random.nextInt(10));
        values.put("size", random.nextInt(100));
        values.put("colour", random.nextBoolean() ? "red" : "blue");
        values.put("area", random.nextInt(3) == 0 ? null : areas.get(random.nextInt(2)));
        int what = ids.isEmpty() ? 0 : random.nextInt(10);
        if (what < 5) {
            ids.add(world.plot(List.of("boss", "worker", "other").get(random.nextInt(3)), values));
            return;
        }
        String id = ids.get(random.nextInt(ids.size()));
        boolean live = world.records.find(world.system, "plot", id).isPresent();
        if (what < 8 && live) {
            world.records.update(world.system, "plot", id, values, null);
        } else if (live) {
            world.records.delete(world.system, "plot", id, null);
        } else {
            world.records.restore(world.system, "plot", id);
        }
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private static String part(Random random, String word) {
        int from = random.nextInt(word.length());
        String part = word.substring(from, from + 1 + random.nextInt(word.length() - from));
        return part.isBlank() ? word : part;
    }

    private TreeSet<String> looked(Actor actor, String text, String filter) {
        TextQuery query = TextQuery.of(text);
        var ids = new TreeSet<String>();
        var request = new ListRequest(filter, null, List.of(), List.of(), 1, 200, false, null, false);
        world.records.stream(actor, "plot", request, record -> {
            List<String> texts = new ArrayList<>();
            Questions.searchFields(actor, world.plot()).forEach(field -> {
                if (record.text(field.name()) != null) {
                    texts.add(record.text(field.name()));
                }
            });
            return !query.matches(texts) || ids.add(record.id());
        });
        return ids;
    }

    @Test
    void aWriterFindsTheirOwnWriteAtOnce() {
        world.settle();
        for (int i = 0; i < 20; i++) {
            String id = world.plot("worker", Map.of("title", "华东" + i));
            assertThat(world.listed(world.actor("worker"), "华东" + i, null)).contains(id);
            assertThat(world.found(world.actor("worker"), "huadong")).contains(id);
            world.records.update(world.system, "plot", id, Map.of("title", "west" + i + "."), null);
            assertThat(world.listed(world.actor("worker"), "华东", null)).isEmpty();
            assertThat(world.listed(world.actor("worker"), "west" + i + ".", null))
                    .containsExactly(id);
        }
    }

    @Test
    void aFieldOneMayNotReadFindsNothingAndIsNotShown() {
        String id = world.plot("other", Map.of("title", "open", "secret", "宝藏 treasure 13800138000"));
        for (boolean settled : List.of(false, true)) {
            if (settled) {
                world.settle();
            }
            for (String text : List.of("treasure", "宝藏", "baozang", "bz", "138001", "宝")) {
                assertThat(world.listed(world.actor("other"), text, null))
                        .as(text)
                        .containsExactly(id);
                assertThat(world.listed(world.actor("blind"), text, null))
                        .as(text)
                        .isEmpty();
                assertThat(world.found(world.actor("other"), text)).as(text).containsExactly(id);
                assertThat(world.found(world.actor("blind"), text)).as(text).isEmpty();
            }
        }
        GlobalSearch.Hit hit = world.search
                .find(world.actor("blind"), "open", List.of(), 1, 10)
                .results()
                .getFirst();
        assertThat(hit.fields()).containsOnlyKeys("title");
        assertThat(hit.highlights()).extracting(GlobalSearch.Highlight::field).containsExactly("title");
    }

    @Test
    void whatLeavesTheScopeIsGoneBeforeTheIndexKnows() {
        String id = world.plot("worker", Map.of("title", "华东", "colour", "red"));
        world.settle();
        assertThat(world.found(world.actor("worker"), "华东")).containsExactly(id);
        assertThat(world.found(world.actor("reds"), "华东")).containsExactly(id);
        world.records.update(
                world.system, "plot", id, Map.of("owner", world.actor("other").userId(), "colour", "blue"), null);
        assertThat(world.found(world.actor("worker"), "华东")).isEmpty();
        assertThat(world.listed(world.actor("worker"), "华东", null)).isEmpty();
        assertThat(world.found(world.actor("reds"), "华东")).isEmpty();
        assertThat(world.listed(world.actor("reds"), "华东", null)).isEmpty();
        world.settle();
        assertThat(world.found(world.actor("other"), "华东")).containsExactly(id);
    }

    @Test
    void aScopeThatNoEngineCanAnswerStillFillsThePage() {
        String open = area("open");
        String closed = area("closed");
        for (int i = 0; i < 150; i++) {
            world.plot("other", Map.of("title", "华东", "area", i % 10 == 0 ? open : closed));
        }
        world.settle();
        GlobalSearch.Results results = world.search.find(world.actor("linked"), "华东", List.of("plot"), 1, 10);
        assertThat(results.results()).hasSize(10);
        assertThat(world.listed(world.actor("linked"), "华东", null)).hasSize(15);
        assertThat(world.search
                        .find(world.actor("linked"), "华东", List.of("plot"), 2, 10)
                        .results())
                .hasSize(5);
    }

    @Test
    void ranksAndHighlights() {
        String other = world.plot("other", Map.of("title", "nothing", "note", "for 张伟 only"));
        String has = world.plot("other", Map.of("title", "小张伟"));
        String begins = world.plot("other", Map.of("title", "张伟的地"));
        String is = world.plot("other", Map.of("title", "张伟", "note", "张伟"));
        GlobalSearch.Results results = world.search.find(world.actor("admin"), "张伟", List.of(), 1, 20);
        assertThat(results.results()).extracting(GlobalSearch.Hit::id).containsExactly(is, begins, has, other);
        assertThat(results.objects()).containsExactly(new GlobalSearch.ObjectHits("plot", 4L));
        world.settle();
        results = world.search.find(world.actor("admin"), "zhangwei", List.of(), 1, 20);
        assertThat(results.results()).extracting(GlobalSearch.Hit::id).containsExactly(is, begins, has, other);
        assertThat(results.objects()).containsExactly(new GlobalSearch.ObjectHits("plot", 4L));
        assertThat(results.results().getFirst().highlights())
                .extracting(highlight -> highlight.field()
                        + highlight.ranges().getFirst()[0]
                        + highlight.ranges().getFirst()[1])
                .containsExactly("title02", "note02");
        assertThat(world.search
                        .find(world.actor("admin"), "张伟", List.of(), 2, 3)
                        .results())
                .extracting(GlobalSearch.Hit::id)
                .containsExactly(other);
    }

    @Test
    void listsKeepTheirOrderPagesAndTotalWithAText() {
        for (int i = 0; i < 30; i++) {
            world.plot("worker", Map.of("title", (i % 2 == 0 ? "华东" : "华西") + i, "size", i));
        }
        var request = new ListRequest("size < 20", "huadong", List.of("-size"), List.of(), 1, 4, true, null, false);
        var first = world.records.list(world.actor("boss"), "plot", request);
        assertThat(first.total()).isEqualTo(10);
        assertThat(first.records()).extracting(record -> record.get("size")).containsExactly(18L, 16L, 14L, 12L);
        var second = world.records.list(
                world.actor("boss"),
                "plot",
                new ListRequest("size < 20", "huadong", List.of("-size"), List.of(), 1, 4, false, first.next(), false));
        assertThat(second.records()).extracting(record -> record.get("size")).containsExactly(10L, 8L, 6L, 4L);
    }

    @Test
    void theRecycleBinIsSearchedInTheStore() {
        String id = world.plot("worker", Map.of("title", "华东"));
        world.records.delete(world.system, "plot", id, null);
        world.settle();
        assertThat(world.listed(world.system, "华东", null)).isEmpty();
        assertThat(world.records
                        .list(
                                world.system,
                                "plot",
                                new ListRequest(null, "华", List.of(), List.of(), 1, 9, false, null, true))
                        .records())
                .hasSize(1);
    }

    @Test
    void aTextThatFindsThousandsIsStillExact() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            rows.add(Map.of("title", "有限公司" + i, "size", i));
        }
        for (int from = 0; from < rows.size(); from += 500) {
            world.records.bulk(
                    world.system,
                    "plot",
                    io.trellis.platform.record.BulkOperation.CREATE,
                    null,
                    rows.subList(from, from + 500),
                    true);
        }
        world.settle();
        assertThat(world.listed(world.system, "公司", null)).hasSize(2_500);
        assertThat(world.listed(world.system, "gongsi", null)).hasSize(2_500);
        assertThat(world.listed(world.system, "gongsi", "size < 100")).hasSize(100);
        assertThat(world.records.count(world.system, "plot", null)).isEqualTo(2_500);
    }

    @Test
    void onlyWhatTermsCanAnswerIsAskedOfTheEngine() {
        Generation generation =
                world.keeper.indexed(world.realm(), world.plot()).generation("g");
        assertThat(generation.filters()).hasSize(1);
        assertThat(narrowing("worker", generation).exact()).isTrue();
        assertThat(narrowing("reds", generation).exact()).isTrue();
        assertThat(narrowing("linked", generation).exact()).isFalse();
        assertThat(narrowing("admin", generation).exact()).isTrue();
        assertThat(Narrowing.of(new Predicate.Not(scope("linked")), world.plot(), generation)
                        .exact())
                .isFalse();
    }

    private Narrowing narrowing(String who, Generation generation) {
        return Narrowing.of(scope(who), world.plot(), generation);
    }

    private Predicate scope(String who) {
        return world.actor(who).grants().scope("plot", io.trellis.platform.access.Grants.Action.READ);
    }
}
