package io.trellis.platform.access;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemResponses;
import io.trellis.platform.store.TenantGate;
import io.trellis.platform.telemetry.LogContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls, before anything else happens, and turns away whoever calls the API without a session. */
final class ActorFilter extends OncePerRequestFilter {
    static final String ACTOR = "trellis.actor";
    static final String SESSION = "trellis.session";
    static final String COOKIE = "trellis_session";
    static final String CSRF_HEADER = "X-Trellis-Csrf";
    private static final String API = "/api/";
    private static final String BEARER = "Bearer ";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    static final String HEALTH = "/api/v1/health";
    /** The calls about tenants and the installation bring a token of their own. */
    private static final Set<String> OPEN = Set.of(
            "/api/v1/auth/login",
            "/api/v1/auth/options",
            HEALTH,
            "/api/v1/tenants",
            "/api/v1/installation",
            "/api/v1/installation/jobs",
            "/api/v1/docs");

    private static final String OPEN_TENANTS = "/api/v1/tenants/";

    private static final String OPEN_PAGES = "/api/v1/docs/";

    /** How metadata is written says nothing about a tenant, and editors fetch it without signing in. */
    private static final String OPEN_SCHEMAS = "/api/v1/meta/schemas/";

    private final Sessions sessions;
    private final Standings standings;
    private final TenantGate gate;
    private final Set<String> origins;

    /** @param origins further origins browsers may call from, e.g. a development server's */
    ActorFilter(Sessions sessions, Standings standings, TenantGate gate, Set<String> origins) {
        this.gate = gate;
        this.sessions = sessions;
        this.standings = standings;
        this.origins = origins;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // The decoded path, as the dispatcher will match it: an encoded one must not slip through.
        String path = request.getServletPath();
        if (!path.startsWith(API) && !path.equals("/api")) {
            chain.doFilter(request, response);
            return;
        }
        try {
            identify(request, path);
        } catch (ProblemException refused) {
            if (refused.kind() == ProblemException.Kind.UNAUTHENTICATED) {
                response.setHeader("WWW-Authenticate", "Bearer");
            }
            ProblemResponses.write(request, response, refused);
            return;
        }
        chain.doFilter(request, response);
    }

    private void identify(HttpServletRequest request, String path) {
        boolean open = OPEN.contains(path)
                || path.startsWith(OPEN_PAGES)
                || path.startsWith(OPEN_SCHEMAS)
                || path.startsWith(HEALTH + "/")
                || path.startsWith(OPEN_TENANTS);
        String header = request.getHeader("Authorization");
        String token = null;
        boolean cookie = false;
        if (header != null) {
            token = header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? header.substring(BEARER.length()).strip()
                    : "";
        } else {
            token = cookie(request);
            cookie = token != null;
        }
        if (cookie && !SAFE.contains(request.getMethod())) {
            requireSameSite(request);
        }
        if (open) {
            return;
        }
        Session session = token == null ? null : sessions.use(token);
        // A token taken out of a cookie is bound to the browser's rules, however it is sent; the reverse holds too.
        if (session == null || cookie && !session.cookie) {
            throw new ProblemException(ProblemException.Kind.UNAUTHENTICATED, "UNAUTHENTICATED", Map.of());
        }
        gate.requireReadable(session.tenant);
        Standings.Standing standing = standing(session, cookie ? "ui" : "api");
        if (standing == null) {
            sessions.end(session);
            throw new ProblemException(ProblemException.Kind.UNAUTHENTICATED, "UNAUTHENTICATED", Map.of());
        }
        request.setAttribute(ACTOR, standing.actor());
        LogContext.actor(session.tenant, session.userId);
        request.setAttribute(SESSION, session);
        request.setAttribute(ProblemResponses.LOCALE_ATTRIBUTE, standing.actor().locale());
    }

    private Standings.Standing standing(Session session, String via) {
        try {
            Standings.Standing known = session.standing();
            Standings.Standing now = standings.of(session.tenant, session.userId, via, known);
            if (now != known) {
                session.stand(now);
            }
            return now;
        } catch (ProblemException tenantIsGone) {
            return null;
        }
    }

    /**
     * Another site can make a browser send the cookie, but not this header, and can't hide where the call comes from.
     */
    private void requireSameSite(HttpServletRequest request) {
        if (!"1".equals(request.getHeader(CSRF_HEADER))) {
            throw new ProblemException(
                    ProblemException.Kind.FORBIDDEN, "CSRF_HEADER_MISSING", Map.of("header", CSRF_HEADER));
        }
        requireOwnOrigin(request);
    }

    private void requireOwnOrigin(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null || origins.contains(origin)) {
            return;
        }
        String authority = null;
        try {
            authority = URI.create(origin).getAuthority();
        } catch (IllegalArgumentException malformed) {
            // Then it is nobody's.
        }
        if (authority == null || !authority.equalsIgnoreCase(request.getHeader("Host"))) {
            throw new ProblemException(ProblemException.Kind.FORBIDDEN, "FOREIGN_ORIGIN", Map.of("origin", origin));
        }
    }

    private static String cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }
}
