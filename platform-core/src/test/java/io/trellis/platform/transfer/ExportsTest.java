package io.trellis.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.transfer.table.Table;
import io.trellis.platform.transfer.table.TableFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {
    private static final List<String> FIELDS =
            List.of("name", "venue", "venue.code", "day", "at", "cost", "done", "state", "tags", "owner");

    @TempDir
    Path home;

    private TransferWorld world;
    private Actor clerk;

    @BeforeEach
    void open() {
        world = new TransferWorld(home);
        clerk = world.user("clerk", "clerk");
        String venue = world.records
                .create(clerk, "venue", Map.of("name", "North hall"))
                .id();
        world.records.create(
                clerk,
                "visit",
                Map.of(
                        "name",
                        "=cmd()",
                        "venue",
                        venue,
                        "day",
                        "2026-01-31",
                        "at",
                        "2026-01-31T00:00:00Z",
                        "cost",
                        "1234.50",
                        "done",
                        true,
                        "state",
                        "open",
                        "tags",
                        List.of("a", "b")));
        world.records.create(clerk, "visit", Map.of("name", "second", "state", "done"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Download export(ExportSpec spec) throws Exception {
        Job job = world.exports.start(clerk, spec);
        Job done = world.await(job.id(), ended -> ended.state().finished());
        assertThat(done.state()).as(String.valueOf(done.problem())).isEqualTo(Job.State.DONE);
        return world.exports.file(clerk, job.id());
    }

    @Test
    void writesWhatAPersonWouldWrite() throws Exception {
        Download file = export(new ExportSpec("visit", null, null, List.of("-name"), FIELDS, "csv"));
        assertThat(TransferWorld.lines(file))
                .containsExactly(
                        "主题,场所,场所 / 场所编号,日期,时刻,费用,完成,状态,标签,负责人",
                        "second,,,,,,,已完成,,clerk",
                        "'=cmd(),North hall,V-0001,2026-01-31,2026-01-31 08:00:00,1234.5,是,进行中,\"a; b\",clerk");
    }

    @Test
    void writesAWorkbookThatTheImportReads() throws Exception {
        Path file = Files.write(
                home.resolve("export.xlsx"),
                TransferWorld.bytes(
                        export(new ExportSpec("visit", "state = \"open\"", null, List.of(), FIELDS, "xlsx"))));
        List<List<String>> rows = new ArrayList<>();
        try (Table table = TableFile.inspect(file).open(file, null, home)) {
            for (Table.Row row = table.next(); row != null; row = table.next()) {
                rows.add(row.cells());
            }
        }
        assertThat(rows)
                .containsExactly(List.of(
                        "=cmd()",
                        "North hall",
                        "V-0001",
                        "2026-01-31",
                        "2026-01-31 08:00:00",
                        "1234.5",
                        "是",
                        "进行中",
                        "a; b",
                        "clerk"));
    }

    @Test
    void streamsMoreThanAPage() throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 1_234; i++) {
            rows.add(Map.of("name", "row " + i));
        }
        world.records.bulk(clerk, "visit", io.trellis.platform.record.BulkOperation.CREATE, null, rows, false);
        Download file = export(new ExportSpec("visit", null, null, null, List.of("name"), null));
        assertThat(TransferWorld.lines(file)).hasSize(1_237).doesNotHaveDuplicates();
    }

    @Test
    void isOnlyForThoseWhoMayAndForWhoStartedIt() throws Exception {
        Actor reader = world.user("reader", "reader");
        Actor other = world.user("other", "clerk");
        ExportSpec all = new ExportSpec("visit", null, null, null, null, null);
        assertThatThrownBy(() -> world.exports.start(reader, all))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo("FORBIDDEN"));
        Job job = world.exports.start(clerk, all);
        world.await(job.id(), ended -> ended.state() == Job.State.DONE);
        assertThatThrownBy(() -> world.exports.file(other, job.id()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo("NOT_FOUND"));
    }

    @Test
    void tellsAtOnceWhatIsWrongWithTheRequest() {
        assertThatThrownBy(() ->
                        world.exports.start(clerk, new ExportSpec("visit", null, null, null, List.of("nothing"), null)))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() ->
                        world.exports.start(clerk, new ExportSpec("visit", "nothing = 1", null, null, null, null)))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> world.exports.start(clerk, new ExportSpec("visit", null, null, null, null, "pdf")))
                .isInstanceOf(ProblemException.class);
        assertThat(world.exports.list(clerk)).isEmpty();
    }
}
