package io.trellis.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.store.BlobStore.Blob;
import io.trellis.platform.store.BlobStore.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of blobs must do. An adapter's test extends this and says how to open an empty one. */
public abstract class BlobStoreContract {
    /** More than any adapter keeps in one piece, and no multiple of anything. */
    private static final int LARGE = 21 * 1024 * 1024 + 17;

    private BlobStore store;

    protected abstract BlobStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected BlobStore store() {
        return store;
    }

    private Stored put(String name, String content) throws IOException {
        return store.put("one", name, stream(content), 1000);
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private String read(String tenant, String name, long from, long length) throws IOException {
        try (InputStream in = store.open(tenant, name, from, length).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Set<String> names(String tenant, String prefix) {
        Set<String> names = new TreeSet<>();
        store.list(tenant, prefix, blob -> names.add(blob.name()));
        return names;
    }

    /** Bytes that repeat only after a prime's length, made while they are read. */
    static InputStream pattern(int size) {
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < size ? (at++ * 31 % 251) & 0xff : -1;
            }
        };
    }

    @Test
    void readsBackWhatWasPutAndTellsItsHash() throws IOException {
        Stored stored = put("a/b/hello.txt", "hello");
        assertThat(stored).isEqualTo(new Stored(5, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
        assertThat(read("one", "a/b/hello.txt", 0, -1)).isEqualTo("hello");
        Blob found = store.find("one", "a/b/hello.txt").orElseThrow();
        assertThat(found.size()).isEqualTo(5);
        assertThat(found.modifiedAt())
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
    }

    @Test
    void keepsABlobWithoutBytes() throws IOException {
        assertThat(put("empty", ""))
                .isEqualTo(new Stored(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        assertThat(read("one", "empty", 0, -1)).isEmpty();
        assertThat(store.find("one", "empty").orElseThrow().size()).isZero();
    }

    @Test
    void readsRanges() throws IOException {
        put("digits", "0123456789");
        assertThat(read("one", "digits", 3, 4)).isEqualTo("3456");
        assertThat(read("one", "digits", 7, 100)).isEqualTo("789");
        assertThat(read("one", "digits", 9, -1)).isEqualTo("9");
        assertThat(read("one", "digits", 10, -1)).isEmpty();
        assertThat(read("one", "digits", 400, 3)).isEmpty();
        assertThat(read("one", "digits", 4, 0)).isEmpty();
    }

    @Test
    void keepsManyPieces() throws IOException {
        Stored stored = store.put("one", "large", pattern(LARGE), LARGE);
        assertThat(stored.size()).isEqualTo(LARGE);
        try (InputStream is = store.open("one", "large", 0, -1).orElseThrow();
                InputStream expected = new java.io.BufferedInputStream(pattern(LARGE))) {
            assertThat(is).hasSameContentAs(expected);
        }
        try (InputStream tail = store.open("one", "large", LARGE - 3, -1).orElseThrow()) {
            byte[] last = tail.readAllBytes();
            assertThat(last).hasSize(3);
            assertThat(last[2] & 0xff).isEqualTo((LARGE - 1) * 31 % 251 & 0xff);
        }
    }

    @Test
    void replacesAsAWhole() throws IOException {
        put("a", "first and long");
        put("a", "second");
        assertThat(read("one", "a", 0, -1)).isEqualTo("second");
        assertThat(names("one", "")).containsExactly("a");
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(store.find("one", "nothing")).isEmpty();
        assertThat(store.open("one", "nothing", 0, -1)).isEmpty();
        assertThat(store.copy("one", "nothing")).isEmpty();
        store.delete("one", "nothing");
        store.dropTenant("nobody");
        assertThat(names("nobody", "")).isEmpty();
    }

    @Test
    void deletesOnce() throws IOException {
        put("x/a", "1");
        put("x/b", "2");
        store.delete("one", "x/a");
        store.delete("one", "x/a");
        assertThat(store.find("one", "x/a")).isEmpty();
        assertThat(names("one", "")).containsExactly("x/b");
        put("x/a", "3");
        assertThat(read("one", "x/a", 0, -1)).isEqualTo("3");
    }

    @Test
    void keepsNothingOfWhatIsTooLarge() {
        assertThatThrownBy(() -> store.put("one", "small", stream("12345"), 4)).isInstanceOf(BlobStore.TooLarge.class);
        assertThatThrownBy(() -> store.put("one", "big", pattern(LARGE), LARGE - 1))
                .isInstanceOf(BlobStore.TooLarge.class);
        assertThat(names("one", "")).isEmpty();
        assertThat(leftovers()).isZero();
    }

    @Test
    void keepsNothingOfABrokenUpload() throws IOException {
        put("kept", "as it was");
        for (int size : new int[] {3, LARGE}) {
            InputStream broken = new java.io.SequenceInputStream(pattern(size), new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the sender is gone");
                }
            });
            assertThatThrownBy(() -> store.put("one", "kept", broken, Long.MAX_VALUE))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the sender is gone");
        }
        assertThat(read("one", "kept", 0, -1)).isEqualTo("as it was");
        assertThat(names("one", "")).containsExactly("kept");
        assertThat(leftovers()).isZero();
    }

    /** Pieces of unfinished uploads that the adapter still holds. */
    protected long leftovers() {
        return 0;
    }

    @Test
    void listsByFolderAndStopsWhenTold() throws IOException {
        for (String name : List.of("files/a/1", "files/a/2", "files/ab/3", "imports/4", "files2/5")) {
            put(name, name);
        }
        store.put("two", "files/a/other", stream("x"), 10);
        assertThat(names("one", "files/")).containsExactly("files/a/1", "files/a/2", "files/ab/3");
        assertThat(names("one", "files/a/")).containsExactly("files/a/1", "files/a/2");
        assertThat(names("one", "")).hasSize(5);
        List<Blob> seen = new ArrayList<>();
        store.list("one", "", blob -> {
            seen.add(blob);
            return seen.size() < 2;
        });
        assertThat(seen).hasSize(2).allSatisfy(blob -> assertThat(blob.size())
                .isEqualTo(blob.name().length()));
    }

    @Test
    void listsMoreThanOnePage() throws IOException {
        for (int i = 0; i < 1_100; i++) {
            put("many/" + i, "x");
        }
        assertThat(names("one", "many/")).hasSize(1_100);
    }

    @Test
    void keepsTenantsApart() throws IOException {
        put("same", "of one");
        store.put("two", "same", stream("of two"), 10);
        assertThat(read("two", "same", 0, -1)).isEqualTo("of two");
        store.dropTenant("one");
        assertThat(names("one", "")).isEmpty();
        assertThat(store.find("one", "same")).isEmpty();
        assertThat(read("two", "same", 0, -1)).isEqualTo("of two");
    }

    @Test
    void refusesNamesThatCouldBePaths() {
        for (String name : List.of(
                "",
                "/a",
                "a/",
                "a//b",
                "..",
                "a/../b",
                ".",
                "a/.",
                ".hidden",
                "a\\b",
                "a b",
                "a\u0000b",
                "拜访",
                "a%2fb",
                "C:",
                "x".repeat(101))) {
            assertThatThrownBy(() -> put(name, "x")).as(name).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.open("one", name, 0, -1)).isInstanceOf(IllegalArgumentException.class);
        }
        for (String tenant : List.of("", "..", "a/b", "A", ".incoming")) {
            assertThatThrownBy(() -> store.find(tenant, "x")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.dropTenant(tenant)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> store.list("one", "../", _ -> true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesACopyToReadHereAndThere() throws IOException {
        put("digits", "0123456789");
        try (LocalCopy copy = store.copy("one", "digits").orElseThrow()) {
            assertThat(Files.readString(copy.path())).isEqualTo("0123456789");
        }
        assertThat(read("one", "digits", 0, -1)).isEqualTo("0123456789");
    }

    @Test
    void readersGoOnWithWhatTheyOpened() throws IOException {
        store.put("one", "busy", pattern(300_000), 300_000);
        try (InputStream in = store.open("one", "busy", 0, -1).orElseThrow()) {
            byte[] first = in.readNBytes(10);
            put("busy", "new");
            assertThat(first).hasSize(10);
        }
        assertThat(read("one", "busy", 0, -1)).isEqualTo("new");
    }

    @Test
    void manyWritersOfOneNameLeaveOneWholeBlob() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<java.util.concurrent.Future<Stored>> all = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(
                            () -> store.put("one", "fought/over", stream(("" + i % 10).repeat(500)), 1000)))
                    .toList();
            for (var one : all) {
                one.get();
            }
        }
        String left = read("one", "fought/over", 0, -1);
        assertThat(left).hasSize(500).isEqualTo(left.substring(0, 1).repeat(500));
    }
}
