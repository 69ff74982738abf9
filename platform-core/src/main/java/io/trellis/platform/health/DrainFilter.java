package io.trellis.platform.health;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Asks callers of a node that is about to stop not to come back over the same connection. */
@Component
final class DrainFilter extends OncePerRequestFilter {
    private final Readiness readiness;

    DrainFilter(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (readiness.draining()) {
            response.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
    }
}
