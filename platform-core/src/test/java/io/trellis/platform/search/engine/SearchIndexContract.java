package io.trellis.platform.search.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.search.engine.SearchIndex.Removal;
import io.trellis.platform.search.text.Analysis;
import io.trellis.platform.search.text.TextQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every search engine must do. The index of a test is its own, or its partitions are. */
public abstract class SearchIndexContract {
    private static final String[] PIECES = {
        "张", "伟", "重", "庆", "银行", "长", "沙", "华东", "有限公司", "单", "a", "B", "ab", "Ltd", "-", " ", "1", "00", "138", "@",
        "é", "𠮷", "，", "Ｘ"
    };

    protected SearchIndex index;
    private final String home = "t" + Long.toString(System.nanoTime(), 36);
    protected final String partition = home + "/obj/g1";

    /** Opens the index; the same one when called again after closing it. */
    protected abstract SearchIndex open();

    @BeforeEach
    void openIndex() {
        index = open();
    }

    @AfterEach
    void closeIndex() {
        index.close();
    }

    protected static SearchDocument document(
            String partition, String id, long created, Set<String> terms, String name, String other) {
        var analysis = new Analysis();
        if (name != null) {
            analysis.add('n', name, true);
        }
        if (other != null) {
            analysis.add('o', other, false);
        }
        return new SearchDocument(partition, id, 1, created, terms, id + name + other + terms, analysis.texts());
    }

    protected void put(String id, String name) {
        put(id, 0, Set.of(), name, null);
    }

    private void put(String id, long created, Set<String> terms, String name, String other) {
        index.write(List.of(document(partition, id, created, terms, name, other)), List.of(), -1);
    }

    private Question question(String text, SearchFilter filter) {
        return new Question(partition, TextQuery.of(text).words(List.of('n', 'o'), 'n'), filter, true, 0, 1_000);
    }

    protected List<String> find(String text) {
        return index.search(question(text, SearchFilter.ALL)).ids();
    }

    @Test
    void findsWhatWasWrittenAndTellsHowFarThatIs() {
        long before = index.view().position();
        index.write(List.of(document(partition, "a", 0, Set.of(), "张伟", null)), List.of(), before + 7);
        index.flush();
        assertThat(find("张")).containsExactly("a");
        assertThat(index.view().position()).isEqualTo(before + 7);
        assertThat(index.count(partition)).isEqualTo(1);
    }

    @Test
    void neverClaimsAPositionBeforeItsDocumentsAreFound() {
        long start = index.view().position();
        for (int i = 1; i <= 50; i++) {
            index.write(List.of(document(partition, "r" + i, 0, Set.of(), "row", null)), List.of(), start + i);
            long claimed = index.view().position() - start;
            assertThat(index.search(question("row", SearchFilter.ALL)).total()).isGreaterThanOrEqualTo(claimed);
        }
    }

    @Test
    void theLaterDocumentOfARecordReplacesTheEarlier() {
        put("a", "first");
        put("a", "second");
        index.flush();
        assertThat(find("first")).isEmpty();
        assertThat(find("second")).containsExactly("a");
        index.write(List.of(), List.of(new Removal(partition, "a", 2)), -1);
        index.flush();
        assertThat(find("second")).isEmpty();
    }

    @Test
    void ranksNamesFirstAndTheNewestOfEquals() {
        put("other", 9, Set.of(), "nothing", "zhang");
        put("sounds", 1, Set.of(), "张伟", null);
        put("has", 1, Set.of(), "Li Zhang", null);
        put("begins-old", 1, Set.of(), "Zhang A", null);
        put("begins-new", 2, Set.of(), "Zhang B", null);
        put("is", 1, Set.of(), "ZHANG", null);
        index.flush();
        assertThat(find("zhang")).containsExactly("is", "begins-new", "begins-old", "has", "sounds", "other");
        Question.Found page = index.search(
                new Question(partition, question("zhang", SearchFilter.ALL).words(), SearchFilter.ALL, true, 2, 2));
        assertThat(page.ids()).containsExactly("begins-old", "has");
        assertThat(page.total()).isEqualTo(6);
    }

    @Test
    void looksOnlyIntoTheFieldsThatWereNamed() {
        put("a", 0, Set.of(), "open", "张伟 13800138000 secret");
        index.flush();
        for (String text : List.of("secret", "张", "张伟", "zhangwei", "zw", "138")) {
            assertThat(find(text)).as(text).containsExactly("a");
            Question hidden =
                    new Question(partition, TextQuery.of(text).words(List.of('n'), 'n'), SearchFilter.ALL, true, 0, 10);
            assertThat(index.search(hidden).ids()).as(text).isEmpty();
        }
    }

    @Test
    void filtersByTerms() {
        put("a", 0, Set.of("owner", "owner=u 1", "dept=d1"), "row", null);
        put("b", 0, Set.of("owner", "owner=u2"), "row", null);
        put("c", 0, Set.of("dept=d1"), "row", null);
        index.flush();
        assertThat(filtered(has("owner=u 1", "owner=u2"))).containsExactlyInAnyOrder("a", "b");
        assertThat(filtered(has())).isEmpty();
        assertThat(filtered(SearchFilter.ALL)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(filtered(new SearchFilter.Not(has("owner")))).containsExactly("c");
        assertThat(filtered(new SearchFilter.AllOf(List.of(has("owner"), has("dept=d1")))))
                .containsExactly("a");
        assertThat(filtered(new SearchFilter.AnyOf(List.of(has("owner=u2"), has("dept=d1")))))
                .containsExactlyInAnyOrder("a", "b", "c");
        assertThat(filtered(new SearchFilter.AnyOf(List.of()))).isEmpty();
        assertThat(filtered(new SearchFilter.Not(new SearchFilter.AnyOf(List.of()))))
                .hasSize(3);
        List<String> owners = new ArrayList<>(List.of("owner=u2"));
        for (int i = 0; i < 500; i++) {
            owners.add("owner=x" + i);
        }
        assertThat(filtered(has(owners.toArray(String[]::new)))).containsExactly("b");
    }

    private static SearchFilter has(String... terms) {
        return new SearchFilter.Has(Set.of(terms));
    }

    private List<String> filtered(SearchFilter filter) {
        return index.search(question("row", filter)).ids();
    }

    @Test
    void partitionsAreApartAndGoAsAWhole() {
        String other = home + "/obj/g2";
        String neighbour = home + "x/obj/g1";
        index.write(
                List.of(
                        document(partition, "a", 0, Set.of(), "row", null),
                        document(other, "a", 0, Set.of(), "row", null),
                        document(neighbour, "a", 0, Set.of(), "row", null)),
                List.of(),
                -1);
        index.flush();
        assertThat(find("row")).containsExactly("a");
        index.drop(Set.of(other));
        index.flush();
        assertThat(index.count(other)).isZero();
        assertThat(index.count(partition)).isEqualTo(1);
        index.dropAll(home);
        index.flush();
        assertThat(index.count(partition)).isZero();
        assertThat(index.count(neighbour)).isEqualTo(1);
        index.dropAll(home + "x");
    }

    @Test
    void keepsNotesAndPositionOverARestart() {
        long position = index.view().position() + 1;
        index.write(List.of(document(partition, "a", 0, Set.of(), "row", null)), List.of(), position);
        index.note(Map.of(home + "/one", "{\"a\":1}", home + "/two", "2"));
        Map<String, String> forgotten = new HashMap<>();
        forgotten.put(home + "/two", null);
        index.note(forgotten);
        assertThat(index.view().notes())
                .containsEntry(home + "/one", "{\"a\":1}")
                .doesNotContainKey(home + "/two");
        index.close();
        index = open();
        assertThat(index.view().notes())
                .containsEntry(home + "/one", "{\"a\":1}")
                .doesNotContainKey(home + "/two");
        assertThat(index.view().position()).isEqualTo(position);
        assertThat(find("row")).containsExactly("a");
    }

    @Test
    void canBeginAnew() {
        put("a", "row");
        index.flush();
        index.reset(41, Map.of("installation", "x"));
        assertThat(find("row")).isEmpty();
        assertThat(index.view()).isEqualTo(new View(41, Map.of("installation", "x")));
    }

    /** What contains the text is found, and what is found matches. Names of many ambiguous characters the matcher knows better. */
    @Test
    void findsTheSameAsTheMatcherOnRandomTexts() {
        var random = new Random(7);
        Map<String, List<String>> values = new HashMap<>();
        List<SearchDocument> documents = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String name = text(random, 6);
            String other = text(random, 9);
            values.put("r" + i, List.of(name, other));
            documents.add(document(partition, "r" + i, i, Set.of(), name, other));
        }
        index.write(documents, List.of(), -1);
        index.flush();
        List<String> asked =
                new ArrayList<>(List.of("zw", "zhangw", "chongq", "changsha", "yin", "hang", "hd", "1380", "shan"));
        for (int i = 0; i < 150; i++) {
            String whole = values.get("r" + random.nextInt(400)).get(random.nextInt(2));
            int[] points = whole.codePoints().toArray();
            int from = random.nextInt(points.length);
            asked.add(new String(points, from, 1 + random.nextInt(points.length - from)));
            asked.add(text(random, 2));
        }
        for (String text : asked) {
            TextQuery query = TextQuery.of(text);
            if (query.isEmpty()) {
                continue;
            }
            Set<String> found = Set.copyOf(find(text));
            values.forEach((id, both) -> {
                boolean contains = java.util.Arrays.stream(text.strip().split("\\s+"))
                        .allMatch(word -> both.stream().anyMatch(value -> value.contains(word)));
                boolean matches = query.matches(both);
                assertThat(found.contains(id) || !contains)
                        .as("[%s] in %s", text, both)
                        .isTrue();
                assertThat(matches || !found.contains(id))
                        .as("[%s] in %s", text, both)
                        .isTrue();
            });
        }
    }

    private static String text(Random random, int most) {
        var text = new StringBuilder();
        for (int i = 0; i <= random.nextInt(most); i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString().isBlank() ? "x" : text.toString();
    }
}
