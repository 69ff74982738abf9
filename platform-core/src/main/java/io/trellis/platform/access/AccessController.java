package io.trellis.platform.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemResponses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What administrators do with other people's access. */
@RestController
@RequestMapping("/api/v1")
final class AccessController {
    private final Passwords passwords;
    private final Explainer explainer;
    private final Standings standings;

    AccessController(Passwords passwords, Explainer explainer, Standings standings) {
        this.passwords = passwords;
        this.explainer = explainer;
        this.standings = standings;
    }

    record NewPassword(@JsonProperty("new") String fresh) {}

    @PostMapping("/users/{id}/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void setPassword(Actor actor, @PathVariable String id, @RequestBody NewPassword password) {
        passwords.set(actor, id, password.fresh());
    }

    @GetMapping("/access/explain")
    Explanation explain(
            Actor actor,
            @RequestParam String object,
            @RequestParam(required = false) String id,
            @RequestParam(defaultValue = "read") String action,
            @RequestParam(required = false) String user,
            HttpServletRequest request) {
        return explainer.explain(subject(actor, user), object, id, action, ProblemResponses.locale(request));
    }

    private Actor subject(Actor actor, String user) {
        if (user == null || user.equals(actor.userId())) {
            return actor;
        }
        if (!actor.grants().maySystem("manageUsers")) {
            throw new ProblemException(ProblemException.Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", "manageUsers"));
        }
        Standings.Standing standing = standings.of(actor.tenant(), user, "api", null);
        if (standing == null) {
            throw ProblemException.notFound(People.USER, user);
        }
        return standing.actor();
    }
}
