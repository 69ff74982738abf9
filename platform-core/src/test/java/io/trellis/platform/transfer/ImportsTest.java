package io.trellis.platform.transfer;

import static io.trellis.platform.transfer.TransferWorld.into;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.HistoryRequest;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.transfer.ImportRequest.ColumnMapping;
import io.trellis.platform.transfer.table.TableWriter;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportsTest {
    @TempDir
    Path home;

    private TransferWorld world;
    private Actor clerk;

    @BeforeEach
    void open() {
        world = new TransferWorld(home);
        clerk = world.user("clerk", "clerk");
        world.records.create(clerk, "venue", Map.of("name", "North hall"));
        world.records.create(clerk, "venue", Map.of("name", "South hall"));
        world.records.create(clerk, "venue", Map.of("name", "Twin"));
        world.records.create(clerk, "venue", Map.of("name", "Twin"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<RecordView> visits() {
        return world.records
                .list(clerk, "visit", ListRequest.of(null, 200).sortedBy("name"))
                .records();
    }

    private long count() {
        return world.records.count(clerk, "visit", null);
    }

    @Test
    void bringsRowsInAsAPersonWroteThem() throws Exception {
        Job job = world.run(
                clerk,
                "主题,场所,日期,费用(元),完成,状态,标签\n首次拜访,North hall,2026年1月31日,\"￥1,234.50\",是,进行中,重点；华东\n",
                into("visit", "create", null));
        assertThat(job.state()).isEqualTo(Job.State.DONE);
        assertThat(job.counts()).isEqualTo(Map.of("created", 1L));
        RecordView visit = visits().getFirst();
        assertThat(visit.get("day")).isEqualTo(LocalDate.of(2026, 1, 31));
        assertThat((BigDecimal) visit.get("cost")).isEqualByComparingTo("1234.5");
        assertThat(visit.get("done")).isEqualTo(true);
        assertThat(visit.get("state")).isEqualTo("open");
        assertThat(visit.get("tags")).isEqualTo(List.of("重点", "华东"));
        assertThat(world.records.names(clerk, List.of(visit.text("venue")))).containsValue("North hall");
        assertThat(world.records
                        .history(clerk, "visit", visit.id(), HistoryRequest.newest(1))
                        .entries()
                        .getFirst())
                .satisfies(first -> {
                    assertThat(first.via()).isEqualTo("import");
                    assertThat(first.ref()).isEqualTo(job.id());
                });
    }

    @Test
    void handsBackBadRowsWithEveryReason() throws Exception {
        Job job = world.run(clerk, """
                主题,场所,日期,状态
                好的,North hall,2026-01-31,Open
                =坏的,没有,下周,不知道
                ,Twin,2026-01-31,done
                """, into("visit", "create", null));
        assertThat(job.counts()).isEqualTo(Map.of("created", 1L, "failed", 2L));
        List<String> errors = world.errors(clerk, job);
        assertThat(errors.getFirst()).isEqualTo("主题,场所,日期,状态,_row,_problem");
        assertThat(errors.get(1)).startsWith("'=坏的,没有,下周,不知道,3,").contains("场所: ", "日期: ", "状态: ");
        assertThat(errors.get(2)).startsWith(",Twin,2026-01-31,done,4,").contains("主题: ", "2 条记录");
    }

    @Test
    void takesNoFormulaErrorsForTexts() throws Exception {
        Job job = world.run(clerk, "主题,备注,场所\n一,#N/A,#REF!\n", into("visit", "create", null));
        assertThat(job.counts()).isEqualTo(Map.of("failed", 1L));
        assertThat(world.errors(clerk, job).get(1)).contains("备注: 单元格是公式错误 #N/A", "场所: ");
    }

    @Test
    void takesTheCorrectedErrorFileAgain() throws Exception {
        Job first = world.run(clerk, "主题,日期\n=甲,下周\n乙,2026-01-31\n", into("visit", "create", null));
        String corrected = new String(
                        TransferWorld.bytes(
                                world.imports.errors(clerk, first.id()).orElseThrow()),
                        StandardCharsets.UTF_8)
                .replace("下周", "2026-02-07");
        Job second = world.run(clerk, corrected, into("visit", "create", null));
        assertThat(second.counts()).isEqualTo(Map.of("created", 1L));
        assertThat(visits()).extracting(visit -> visit.get("name")).containsExactly("=甲", "乙");
    }

    @Test
    void guessesByWhichFieldAColumnNamesRecords() {
        String number = world.records
                .list(clerk, "venue", ListRequest.of("name = \"South hall\"", 1))
                .records()
                .getFirst()
                .text("code");
        Job job = world.upload(clerk, "主题,场所\n一," + number + "\n", into("visit", "create", null));
        assertThat(ImportSpec.of(job).columns().get(1).field()).isEqualTo("venue");
        assertThat(ImportSpec.of(job).columns().get(1).matchBy()).isEqualTo("code");
        assertThat(ImportSpec.of(job).columns().get(1).samples()).containsExactly(number);
    }

    @Test
    void takesNamesAndNumbersForLinksWhereNothingElseIsSaid() throws Exception {
        Job job = world.run(clerk, "主题,场所\n一,North hall\n二,V-0002\n三,V-9999\n四,Twin\n", into("visit", "create", null));
        assertThat(ImportSpec.of(job).columns().get(1).matchBy()).isNull();
        assertThat(job.counts()).isEqualTo(Map.of("created", 2L, "failed", 2L));
    }

    @Test
    void findsRecordsThatTheSameFileMakes() throws Exception {
        Job job = world.run(clerk, "主题,上次拜访\n三,二\n二,一\n一,\n四,没有\n", into("visit", "create", null));
        assertThat(job.counts()).isEqualTo(Map.of("created", 3L, "failed", 1L));
        assertThat(visits()).filteredOn(visit -> visit.get("after") != null).hasSize(2);
    }

    @Test
    void updatesAndUpsertsByKey() throws Exception {
        world.run(clerk, "主题,外部编码,费用\n一,A1,1\n二,A2,2\n", into("visit", "create", null));
        Job updated = world.run(clerk, "外部编码,费用\nA1,10\nA9,90\n", into("visit", "update", "code"));
        assertThat(updated.counts()).isEqualTo(Map.of("updated", 1L, "failed", 1L));
        Job upserted = world.run(clerk, "外部编码,主题,费用\nA2,二,20\nA3,三,30\nA3,三,31\n", into("visit", "upsert", "code"));
        assertThat(upserted.counts()).isEqualTo(Map.of("created", 1L, "updated", 2L));
        assertThat(visits().stream().map(visit -> visit.text("code") + "=" + visit.text("cost")))
                .containsExactlyInAnyOrder("A1=10", "A2=20", "A3=31");
    }

    @Test
    void readsAWorkbookAndChineseExcelsOwnEncoding() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (TableWriter writer = TableWriter.xlsx(bytes, "拜访")) {
            writer.row(List.of("主题", "日期", "费用"));
            writer.row(List.of("表格", LocalDate.of(2026, 1, 31), new BigDecimal("0.1")));
        }
        Job sheet = world.upload(clerk, bytes.toByteArray(), into("visit", "create", null));
        world.imports.change(clerk, sheet.id(), TransferWorld.started());
        world.await(sheet.id(), ended -> ended.state() == Job.State.DONE);
        Job text = world.upload(
                clerk, "主题;日期\n国标;2026/2/1\n".getBytes(Charset.forName("GB18030")), into("visit", "create", null));
        world.imports.change(clerk, text.id(), TransferWorld.started());
        world.await(text.id(), ended -> ended.state() == Job.State.DONE);
        assertThat(visits()).extracting(visit -> visit.get("name")).containsExactlyInAnyOrder("表格", "国标");
        assertThat(visits().stream().map(visit -> visit.get("cost")))
                .anySatisfy(cost -> assertThat((BigDecimal) cost).isEqualByComparingTo("0.1"));
    }

    @Test
    void writesNothingInADryRunAndCanThenBeStarted() throws Exception {
        Job draft = world.upload(
                clerk,
                "主题,日期\n好,2026-01-31\n坏,下周\n",
                new ImportRequest("visit", "create", null, null, null, true, null));
        world.imports.change(clerk, draft.id(), TransferWorld.started());
        Job tried = world.await(draft.id(), ended -> ended.state().finished());
        assertThat(tried.counts()).isEqualTo(Map.of("valid", 1L, "failed", 1L));
        assertThat(count()).isZero();
        assertThat(world.errors(clerk, tried)).hasSize(2);
        world.imports.change(clerk, draft.id(), new ImportRequest(null, null, null, null, null, false, true));
        Job done = world.await(
                draft.id(), ended -> ended.count("created") > 0 && ended.state().finished());
        assertThat(done.counts()).isEqualTo(Map.of("created", 1L, "failed", 1L));
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void tellsAllThatKeepsItFromStarting() {
        Job job = world.upload(clerk, "a,b\n1,2\n", into("visit", "create", null));
        var wrong = new ImportRequest(
                null,
                null,
                null,
                List.of(
                        new ColumnMapping("a", "nonsense", null),
                        new ColumnMapping("zzz", "name", null),
                        new ColumnMapping("b", "venue", "nothing")),
                null,
                null,
                true);
        assertThatThrownBy(() -> world.imports.change(clerk, job.id(), wrong))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.problems())
                        .extracting(one -> one.code() + one.path())
                        .containsExactly(
                                "IMPORT_FIELD_UNKNOWN/mapping/0/field",
                                "IMPORT_COLUMN_UNKNOWN/mapping/1/column",
                                "IMPORT_MATCH_BY_UNKNOWN/mapping/2/matchBy"));
        assertThatThrownBy(() -> world.imports.change(clerk, job.id(), TransferWorld.started()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.problems())
                        .extracting(one -> one.code())
                        .containsExactly("IMPORT_NOTHING_MAPPED", "IMPORT_REQUIRED_NOT_MAPPED"));
    }

    @Test
    void isOnlyForThoseWhoMayAndSeenOnlyByWhoStartedIt() {
        Actor other = world.user("other", "clerk");
        Actor reader = world.user("reader", "reader");
        Actor auditor = world.user("auditor", "auditor");
        assertThatThrownBy(() -> world.upload(reader, "主题\n一\n", into("visit", "create", null)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo("FORBIDDEN"));
        assertThatThrownBy(() -> world.upload(auditor, "主题\n一\n", into("visit", "create", null)))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo("FORBIDDEN"));
        Job job = world.upload(clerk, "主题\n一\n", into("visit", "create", null));
        assertThatThrownBy(() -> world.imports.get(other, job.id()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo("NOT_FOUND"));
        assertThat(world.imports.list(other)).isEmpty();
        assertThat(world.imports.list(auditor)).hasSize(1);
        assertThatThrownBy(() -> world.imports.cancel(auditor, job.id()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                        .isEqualTo("FORBIDDEN"));
    }

    @Test
    void leavesNothingOfARefusedFile() throws Exception {
        assertThatThrownBy(() -> world.upload(clerk, new byte[] {1, 2, 3, 0}, into("visit", "create", null)))
                .isInstanceOf(ProblemException.class);
        List<String> left = new ArrayList<>();
        world.blobs.list(TransferWorld.TENANT, "", blob -> left.add(blob.name()));
        assertThat(left).isEmpty();
    }

    @Test
    void takesBackWhatNobodyTouched() throws Exception {
        Job job = world.run(clerk, "主题\n一\n二\n三\n", into("visit", "create", null));
        RecordView touched = visits().getFirst();
        world.records.update(clerk, "visit", touched.id(), Map.of("note", "kept"), null);
        world.imports.undo(clerk, job.id());
        assertThat(visits()).extracting(RecordView::id).containsExactly(touched.id());
    }

    @Test
    void stopsWhereItIsWhenCancelled() throws Exception {
        StringBuilder file = new StringBuilder("主题\n");
        for (int i = 0; i < 20_000; i++) {
            file.append("行").append(i).append('\n');
        }
        Job job = world.upload(clerk, file.toString(), into("visit", "create", null));
        world.imports.change(clerk, job.id(), TransferWorld.started());
        world.await(job.id(), running -> running.processed() > 0);
        world.imports.cancel(clerk, job.id());
        Job ended = world.await(job.id(), over -> over.state().finished());
        assertThat(ended.state()).isEqualTo(Job.State.CANCELLED);
        assertThat(count()).isEqualTo(ended.count("created")).isLessThan(20_000);
    }
}
