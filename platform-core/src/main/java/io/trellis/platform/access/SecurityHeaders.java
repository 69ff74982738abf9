package io.trellis.platform.access;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemResponses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** Headers that keep browsers from doing what an attacker would like. */
final class SecurityHeaders extends OncePerRequestFilter {
    /** The component library writes style elements, hence the one exception. */
    private static final String POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
            + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private final Set<String> hosts;

    /** @param hosts names this server may be called by, without port; empty for any */
    SecurityHeaders(Set<String> hosts) {
        this.hosts = hosts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        String path = request.getServletPath();
        if (path.startsWith("/api/")) {
            // Metadata may be kept as long as the browser asks every time whether it is still true.
            boolean revalidated = path.startsWith("/api/v1/meta") || path.equals("/api/v1/openapi.json");
            response.setHeader("Cache-Control", revalidated ? "private, no-cache" : "no-store");
        }
        if (!hosts.isEmpty()
                && !hosts.contains(request.getServerName().toLowerCase(Locale.ROOT))
                && !path.equals(ActorFilter.HEALTH)
                && !path.startsWith(ActorFilter.HEALTH + "/")) {
            // Another site's name that was made to point here must not become a way in; whoever asks for health knows
            // an address only.
            ProblemResponses.write(
                    request,
                    response,
                    new ProblemException(
                            ProblemException.Kind.MALFORMED, "UNKNOWN_HOST", Map.of("host", request.getServerName())));
            return;
        }
        chain.doFilter(request, response);
    }
}
