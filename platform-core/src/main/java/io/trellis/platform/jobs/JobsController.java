package io.trellis.platform.jobs;

import io.trellis.platform.access.Actor;
import io.trellis.platform.access.AdminToken;
import io.trellis.platform.problem.ProblemResponses;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs of all kinds over HTTP. */
@RestController
@RequestMapping("/api/v1")
final class JobsController {
    private final JobsAdmin jobs;
    private final AdminToken token;

    JobsController(JobsAdmin jobs, AdminToken token) {
        this.jobs = jobs;
        this.token = token;
    }

    @GetMapping("/admin/jobs")
    JobsAdmin.Page list(
            Actor actor,
            @RequestParam(name = "kind", required = false) String kind,
            @RequestParam(name = "state", required = false) String state,
            @RequestParam(name = "after", required = false) String after,
            @RequestParam(name = "size", required = false, defaultValue = "50") int size) {
        return jobs.list(actor, kind, state, after, size);
    }

    @PostMapping("/admin/jobs/{id}/cancel")
    JobsAdmin.JobView cancel(Actor actor, @PathVariable("id") String id) {
        return jobs.cancel(actor, id);
    }

    @PostMapping("/admin/jobs/{id}/retry")
    JobsAdmin.JobView retry(Actor actor, @PathVariable("id") String id) {
        return jobs.retry(actor, id);
    }

    @GetMapping("/admin/schedules")
    JobsAdmin.ScheduleViews schedules(Actor actor) {
        return jobs.schedules(actor);
    }

    /** For who runs the installation. */
    @GetMapping("/installation/jobs")
    JobsAdmin.Installation installation(
            @RequestHeader(name = "Authorization", required = false) String authorization, HttpServletRequest request) {
        token.require(authorization);
        return jobs.installation(ProblemResponses.locale(request));
    }
}
