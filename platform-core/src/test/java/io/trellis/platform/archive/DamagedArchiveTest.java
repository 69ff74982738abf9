package io.trellis.platform.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cut off, damaged, edited and forged archives are refused with place and reason, and leave nothing behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedArchiveTest {
    private static final String BOXES = "records/box.jsonl";

    private Path folder;
    private ArchiveWorld world;
    private Path whole;
    private Path file;

    @BeforeAll
    void make(@TempDir Path temporary) {
        folder = temporary;
        world = new ArchiveWorld(folder.resolve("home"));
        world.make("acme");
        new Activity(world, "acme", 11).run(60);
        world.file("acme", "fil_A1", "some bytes".getBytes(StandardCharsets.UTF_8));
        whole = folder.resolve("whole.trellis");
        file = folder.resolve("damaged.trellis");
        world.archives.backup("acme", whole, true, Progress.NONE);
    }

    @BeforeEach
    void again() throws IOException {
        Files.deleteIfExists(file);
    }

    @AfterAll
    void close() {
        world.close();
    }

    /** Verifying and restoring refuse it alike, and no tenant is there afterwards. */
    private ProblemException refusal() {
        ProblemException refused = refusal(() -> TenantArchives.verify(file));
        assertThat(ProblemTexts.text(refused.code(), "en-US", refused.params())).isNotEqualTo(refused.code());
        ProblemException restored =
                refusal(() -> world.archives.restore(file, "victim", false, Exchange.NOBODY, Progress.NONE));
        assertThat(restored.code()).isEqualTo(refused.code());
        assertThat(world.tenants.find("victim")).isEmpty();
        return refused;
    }

    private static ProblemException refusal(Runnable reading) {
        try {
            reading.run();
        } catch (ProblemException refused) {
            return refused;
        }
        throw new AssertionError("It was taken");
    }

    private ProblemException refusal(Consumer<ZipEdit> change) throws IOException {
        ZipEdit edit = new ZipEdit(whole);
        change.accept(edit);
        edit.write(file);
        return refusal();
    }

    private ProblemException forged(UnaryOperator<String> change) throws IOException {
        return refusal(edit -> edit.forge(BOXES, change));
    }

    @Test
    void takesItWhole() throws IOException {
        new ZipEdit(whole).write(file);
        assertThat(TenantArchives.verify(file).counts()).containsKey(BOXES);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.3, 0.7, 0.99, 0.9999})
    void refusesWhatWasCutOff(double share) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));
        assertThat(refusal().code()).isEqualTo("ARCHIVE_UNREADABLE");
    }

    @Test
    void neverTakesADamagedArchiveForAnother() throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        String fingerprint = TenantArchives.verify(whole).fingerprint();
        var random = new Random(5);
        for (int i = 0; i < 120; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try {
                // A bit that decides nothing, such as a time of the zip's own, may be another.
                assertThat(TenantArchives.verify(file).fingerprint()).isEqualTo(fingerprint);
            } catch (ProblemException refused) {
                assertThat(refused.code()).startsWith("ARCHIVE_");
            }
        }
    }

    @Test
    void refusesEditedLines() throws IOException {
        ProblemException refused = refusal(edit -> edit.edit(BOXES, text -> text.replaceFirst("\"title\":\"", "$0!")));
        assertThat(refused.code()).isEqualTo("ARCHIVE_PART_ALTERED");
        assertThat(refused.params()).containsEntry("part", BOXES);
    }

    @Test
    void refusesFilesWithOtherBytesOrInOtherPlaces() throws IOException {
        String part = "blobs.bin";
        assertThat(refusal(edit -> edit.edit(part, text -> text.replace("some bytes", "SOME BYTES")))
                        .params())
                .containsEntry("part", part);
        assertThat(refusal(edit -> edit.forge(part, text -> text.replace("some bytes", "SOME BYTES")))
                        .params())
                .as("the file's own hash")
                .containsEntry("part", part);
        for (String name : java.util.List.of("files/A1/fil_A2", "../../A1/fil_A1", "exports/A1/fil_A1")) {
            ProblemException refused = refusal(edit -> edit.forge(part, text -> text.replace("files/A1/fil_A1", name)));
            assertThat(refused.code()).isEqualTo("ARCHIVE_LINE_INVALID");
            assertThat(refused.params()).containsEntry("line", 1L);
        }
    }

    @Test
    void refusesMissingAndAdditionalFiles() throws IOException {
        assertThat(refusal(edit -> edit.entries.remove("counters.jsonl")).params())
                .containsEntry("part", "counters.jsonl");
        assertThat(refusal(edit -> edit.entries.remove(Manifest.FILE)).code()).isEqualTo("ARCHIVE_UNREADABLE");
        ProblemException slip = refusal(edit -> edit.entries.put("../../../evil.sh", new byte[] {1}));
        assertThat(slip.params()).containsEntry("part", "../../../evil.sh");
        assertThat(folder.resolve("../../../evil.sh")).doesNotExist();
        assertThat(refusal(edit -> edit.manifest(manifest -> manifest.path("parts")
                                .forEach(part -> rename(part, "records/box.jsonl", "../box.jsonl"))))
                        .code())
                .isEqualTo("ARCHIVE_MANIFEST_INVALID");
    }

    private static void rename(tools.jackson.databind.JsonNode part, String from, String to) {
        if (part.path("file").asString().equals(from)) {
            ((tools.jackson.databind.node.ObjectNode) part).put("file", to);
        }
    }

    @Test
    void refusesVersionsItDoesNotKnow() throws IOException {
        ProblemException refused = refusal(edit -> edit.manifest(manifest -> manifest.put("version", 2)));
        assertThat(refused.code()).isEqualTo("ARCHIVE_VERSION_UNKNOWN");
        assertThat(refusal(edit -> edit.manifest(manifest -> manifest.put("format", "zip")))
                        .code())
                .isEqualTo("ARCHIVE_UNREADABLE");
    }

    @Test
    void namesTheLineOfWhatWasForged() throws IOException {
        Map<String, UnaryOperator<String>> forgeries = Map.of(
                "no JSON", text -> text.replaceFirst("\\{\"id\"", "{id"),
                "another type", text -> text.replaceFirst("\"version\":\\d+", "\"version\":\"1\""),
                "white space", text -> text.replaceFirst("\"doc\":\\{", "\"doc\":{ "),
                "an escaped name", text -> text.replaceFirst("\"title\":", "\"ti\\\\\\\\u0074le\":"),
                "a key more", text -> text.replaceFirst("\"doc\":", "\"more\":1,\"doc\":"),
                "the same key twice", text -> text.replaceFirst("\"doc\":", "\"version\":1,\"doc\":"),
                "no version", text -> text.replaceFirst("\"version\":\\d+", "\"version\":0"),
                "twice the same", text -> text.lines().findFirst().orElseThrow() + "\n" + text,
                "no line end", String::strip);
        for (var forgery : forgeries.entrySet()) {
            ProblemException refused = forged(forgery.getValue());
            if (forgery.getKey().equals("no line end")) {
                assertThat(refused.code()).isEqualTo("ARCHIVE_PART_ALTERED");
            } else {
                assertThat(refused.code()).as(forgery.getKey()).isEqualTo("ARCHIVE_LINE_INVALID");
                assertThat(refused.params()).containsEntry("part", BOXES).containsKey("reason");
                assertThat((long) refused.params().get("line")).isBetween(1L, 2L);
            }
        }
    }

    @Test
    void refusesForgedRecordsThatTheMetadataDoesNotAllow() throws IOException {
        ZipEdit edit = new ZipEdit(whole);
        edit.forge(BOXES, text -> text.replaceAll("\"code\":\"[^\"]*\"", "\"code\":\"SAME\""));
        edit.write(file);
        assertThatThrownBy(() -> world.archives.restore(file, "victim", false, Exchange.NOBODY, Progress.NONE))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("ARCHIVE_DUPLICATE");
                    assertThat(refused.params()).containsEntry("object", "box").containsKey("id");
                });
        assertThat(world.tenants.find("victim")).isEmpty();
    }

    @Test
    void refusesMetadataThatIsNone() throws IOException {
        assertThat(refusal(edit -> edit.forge(
                                "documents.jsonl",
                                text -> text.replaceFirst("\"type\":\"autoNumber\"", "\"type\":\"nonsense\"")))
                        .code())
                .isEqualTo("ARCHIVE_METADATA_INVALID");
    }

    @Test
    void refusesBombsBeforeTheyGoOff() throws IOException {
        byte[] bomb = new byte[80 * 1024 * 1024];
        Arrays.fill(bomb, (byte) ' ');
        assertThat(refusal(edit -> edit.entries.put("counters.jsonl", bomb)).code())
                .as("more than the manifest says")
                .isEqualTo("ARCHIVE_PART_ALTERED");
        assertThat(refusal(edit -> edit.forge("counters.jsonl", _ -> new String(bomb, StandardCharsets.UTF_8)))
                        .code())
                .as("as much as the manifest says")
                .isEqualTo("ARCHIVE_TOO_DENSE");
    }
}
