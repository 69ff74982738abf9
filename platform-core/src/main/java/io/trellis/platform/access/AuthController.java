package io.trellis.platform.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.trellis.metadata.Problem;
import io.trellis.platform.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out, one's sessions and one's password. */
@RestController
@RequestMapping("/api/v1/auth")
final class AuthController {
    private final SignIn signIn;
    private final Sessions sessions;
    private final Passwords passwords;

    AuthController(SignIn signIn, Sessions sessions, Passwords passwords) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.passwords = passwords;
    }

    /** @param cookie whether the token shall also come as a cookie scripts can't read; for browsers */
    record Login(String tenant, String username, String password, Boolean cookie) {
        void requireComplete() {
            var problems = new ArrayList<Problem>();
            require(problems, tenant, "/tenant");
            require(problems, username, "/username");
            require(problems, password, "/password");
            if (!problems.isEmpty()) {
                throw ProblemException.invalid("INVALID_LOGIN", problems);
            }
        }

        private static void require(List<Problem> problems, String value, String path) {
            if (value == null || value.isEmpty()) {
                problems.add(Problem.of("REQUIRED", path));
            } else if (value.length() > 200) {
                problems.add(Problem.of("TOO_LONG", path, "max", 200));
            }
        }
    }

    record SignedIn(String token, Instant expiresAt) {}

    record PasswordChange(
            String current, @JsonProperty("new") String fresh) {}

    record SessionView(
            String id,
            Instant createdAt,
            Instant lastUsedAt,
            Instant expiresAt,
            String address,
            String agent,
            boolean current) {}

    @PostMapping("/login")
    ResponseEntity<SignedIn> login(@RequestBody Login login, HttpServletRequest request) {
        login.requireComplete();
        boolean cookie = Boolean.TRUE.equals(login.cookie());
        Sessions.Issued issued = signIn.signIn(
                login.tenant(),
                login.username(),
                login.password(),
                request.getRemoteAddr(),
                request.getHeader("User-Agent"),
                cookie);
        var answer = ResponseEntity.ok();
        if (cookie) {
            answer.header(HttpHeaders.SET_COOKIE, cookie(request, issued.token(), Session.LONGEST));
        }
        return answer.body(new SignedIn(issued.token(), issued.session().expiresAt()));
    }

    @PostMapping("/logout")
    ResponseEntity<Void> logout(Actor actor, Session session, HttpServletRequest request) {
        signIn.signOut(actor, session);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie(request, "", Duration.ZERO))
                .build();
    }

    @GetMapping("/sessions")
    Map<String, List<SessionView>> sessions(Session current) {
        return Map.of(
                "sessions",
                sessions.list(current.tenant, current.userId).stream()
                        .map(session -> new SessionView(
                                session.id,
                                session.createdAt,
                                session.lastUsed(),
                                session.expiresAt(),
                                session.address,
                                session.agent,
                                session.digest.equals(current.digest)))
                        .toList());
    }

    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(Actor actor, Session current, @PathVariable String id) {
        signIn.end(actor, current, id);
    }

    @PostMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(Actor actor, Session session, @RequestBody PasswordChange change) {
        passwords.change(actor, session, change.current(), change.fresh());
    }

    private static String cookie(HttpServletRequest request, String value, Duration age) {
        return ResponseCookie.from(ActorFilter.COOKIE, value)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .path("/")
                .maxAge(age)
                .build()
                .toString();
    }
}
