package io.trellis.platform.search;

import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.search.index.IndexStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How the index stands, over HTTP, for those who manage metadata. */
@RestController
@RequestMapping("/api/v1/admin/search")
class SearchAdminController {
    private final IndexStatus index;

    SearchAdminController(IndexStatus index) {
        this.index = index;
    }

    record RebuildRequest(List<String> objects) {}

    @GetMapping
    StatusView status(Actor actor) {
        return StatusView.of(index.status(actor));
    }

    @PostMapping("/rebuild")
    @ResponseStatus(HttpStatus.CREATED)
    RebuildView rebuild(Actor actor, @RequestBody(required = false) RebuildRequest request) {
        List<String> objects = request == null || request.objects() == null ? List.of() : request.objects();
        return RebuildView.of(index.rebuild(actor, objects));
    }

    /** @param total records in all; -1 while unknown */
    record RebuildView(String id, String state, long processed, long total, Instant createdAt, Instant finishedAt) {
        static RebuildView of(Job job) {
            return job == null
                    ? null
                    : new RebuildView(
                            job.id(),
                            job.state().name().toLowerCase(Locale.ROOT),
                            job.processed(),
                            job.total(),
                            job.createdAt(),
                            job.finishedAt());
        }
    }

    /** @param written null when it is not being built here */
    record ObjectView(String object, String state, long documents, long records, Long written) {}

    record StatusView(String engine, IndexStatus.Lag lag, List<ObjectView> objects, RebuildView rebuild) {
        static StatusView of(IndexStatus.Status status) {
            return new StatusView(
                    status.engine(),
                    status.lag(),
                    status.objects().stream()
                            .map(object -> new ObjectView(
                                    object.object(),
                                    object.state().name().toLowerCase(Locale.ROOT),
                                    object.documents(),
                                    object.records(),
                                    object.written() < 0 ? null : (Long) object.written()))
                            .toList(),
                    RebuildView.of(status.rebuild()));
        }
    }
}
