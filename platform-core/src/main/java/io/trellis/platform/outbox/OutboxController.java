package io.trellis.platform.outbox;

import io.trellis.platform.access.Actor;
import io.trellis.platform.access.AdminToken;
import io.trellis.platform.problem.ProblemResponses;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The outbox's account over HTTP: listeners and how they stand. */
@RestController
@RequestMapping("/api/v1")
final class OutboxController {
    private final OutboxAccount account;
    private final AdminToken token;

    OutboxController(OutboxAccount account, AdminToken token) {
        this.account = account;
        this.token = token;
    }

    @GetMapping("/admin/outbox")
    OutboxAccount.Listeners listeners(Actor actor) {
        return account.list(actor);
    }

    @GetMapping("/admin/outbox/account")
    OutboxAccount.Rows account(Actor actor, @RequestParam(name = "listener", required = false) String listener) {
        return account.rows(actor, listener);
    }

    /** For who runs the installation. */
    @GetMapping("/installation")
    OutboxAccount.Installation installation(
            @RequestHeader(name = "Authorization", required = false) String authorization, HttpServletRequest request) {
        token.require(authorization);
        return account.installation(ProblemResponses.locale(request));
    }

    /** Dead letters, and other events that were not simply handled. */
    @RestController
    @RequestMapping("/api/v1/admin/outbox/dead-letters")
    static final class Letters {
        private final DeadLetters letters;

        Letters(DeadLetters letters) {
            this.letters = letters;
        }

        record Decided(int events) {}

        @GetMapping
        DeadLetters.Page list(
                Actor actor,
                @RequestParam(name = "listener", required = false) String listener,
                @RequestParam(name = "object", required = false) String object,
                @RequestParam(name = "state", required = false, defaultValue = "dead") String state,
                @RequestParam(name = "after", required = false) String after,
                @RequestParam(name = "size", required = false, defaultValue = "50") int size) {
            return letters.list(actor, listener, object, state, after, size);
        }

        @PostMapping("/replay")
        Decided replayAll(
                Actor actor,
                @RequestParam(name = "listener", required = false) String listener,
                @RequestParam(name = "object", required = false) String object) {
            return new Decided(letters.decideAll(actor, DeadLetters.Decision.REPLAY, listener, object));
        }

        @DeleteMapping
        Decided discardAll(
                Actor actor,
                @RequestParam(name = "listener", required = false) String listener,
                @RequestParam(name = "object", required = false) String object) {
            return new Decided(letters.decideAll(actor, DeadLetters.Decision.DISCARD, listener, object));
        }

        @PostMapping("/{listener}/{event}/replay")
        @ResponseStatus(HttpStatus.NO_CONTENT)
        void replay(Actor actor, @PathVariable("listener") String listener, @PathVariable("event") long event) {
            letters.decide(actor, DeadLetters.Decision.REPLAY, listener, event);
        }

        @DeleteMapping("/{listener}/{event}")
        @ResponseStatus(HttpStatus.NO_CONTENT)
        void discard(Actor actor, @PathVariable("listener") String listener, @PathVariable("event") long event) {
            letters.decide(actor, DeadLetters.Decision.DISCARD, listener, event);
        }
    }

    /** What became of one record's events. */
    @RestController
    @RequestMapping("/api/v1/records/{object}/{id}/deliveries")
    static final class OfRecord {
        private final RecordDeliveries deliveries;

        OfRecord(RecordDeliveries deliveries) {
            this.deliveries = deliveries;
        }

        @GetMapping
        RecordDeliveries.Events of(Actor actor, @PathVariable("object") String object, @PathVariable("id") String id) {
            return deliveries.of(actor, object, id);
        }
    }
}
