package io.trellis.platform.transfer;

import static io.trellis.platform.transfer.TransferWorld.into;
import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 20,000 rows, every hundredth bad, with a stop in between: each good row once, each bad one reported once. */
class ImportResumeTest {
    private static final int ROWS = 20_000;
    private static final int BAD = ROWS / 100;

    @TempDir
    Path home;

    private static String file() {
        StringBuilder file = new StringBuilder("主题,外部编码,费用\n");
        for (int i = 0; i < ROWS; i++) {
            file.append("行")
                    .append(i)
                    .append(",C")
                    .append(i)
                    .append(',')
                    .append(i % 100 == 7 ? "viel" : i)
                    .append('\n');
        }
        return file.toString();
    }

    private static void assertComplete(TransferWorld world, Actor clerk, Job done) throws Exception {
        assertThat(done.state()).isEqualTo(Job.State.DONE);
        assertThat(done.counts()).isEqualTo(Map.of("created", (long) ROWS - BAD, "failed", (long) BAD));
        assertThat(world.records.count(clerk, "visit", null)).isEqualTo(ROWS - BAD);
        assertThat(world.errors(clerk, done)).hasSize(BAD + 1).doesNotHaveDuplicates();
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        String id;
        try (TransferWorld world = new TransferWorld(home)) {
            Actor clerk = world.user("clerk", "clerk");
            id = world.upload(clerk, file(), into("visit", "create", null)).id();
            world.imports.change(clerk, id, TransferWorld.started());
            world.await(id, running -> running.processed() >= 3_000);
        }
        try (TransferWorld world = new TransferWorld(home)) {
            Actor clerk = world.user("clerk", "clerk");
            Job done = world.await(id, ended -> ended.state().finished());
            assertThat(done.attempts()).isEqualTo(2);
            assertComplete(world, clerk, done);
        }
    }

    /** As after kill -9: rows behind the checkpoint are in the store and in the error file, the checkpoint knows of neither. */
    @Test
    void writesNoRowTwiceThatACheckpointMissed() throws Exception {
        for (String operation : new String[] {"create", "upsert"}) {
            try (TransferWorld world = new TransferWorld(home.resolve(operation))) {
                Actor clerk = world.user("clerk", "clerk");
                Job job = world.upload(
                        clerk, file(), into("visit", operation, operation.equals("upsert") ? "code" : null));
                world.imports.change(clerk, job.id(), TransferWorld.started());
                Job early = world.await(job.id(), running -> running.processed() >= 2_000);
                world.await(job.id(), ended -> ended.state() == Job.State.DONE);
                world.jobs.change(
                        TransferWorld.TENANT,
                        job.id(),
                        ended -> new Job(
                                ended.id(),
                                ended.tenant(),
                                ended.kind(),
                                ended.owner(),
                                Job.State.DRAFT,
                                early.total(),
                                early.processed(),
                                early.counts(),
                                early.data(),
                                null,
                                1,
                                0,
                                0,
                                ended.createdAt(),
                                ended.startedAt(),
                                null,
                                null,
                                null,
                                false));
                world.jobs.start(TransferWorld.TENANT, job.id());
                assertComplete(world, clerk, world.await(job.id(), ended -> ended.state()
                        .finished()));
            }
        }
    }
}
