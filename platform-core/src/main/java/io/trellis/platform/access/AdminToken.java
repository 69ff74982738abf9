package io.trellis.platform.access;

import io.trellis.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The token of whoever runs the installation, {@code TRELLIS_ADMIN_TOKEN}; without one the calls that need it are closed. */
@Component
public final class AdminToken {
    private final String token;

    public AdminToken(@Value("${trellis.admin-token:}") String token) {
        this.token = token;
    }

    /**
     * @param authorization the request's header, or null
     * @throws ProblemException UNAUTHENTICATED
     */
    public void require(String authorization) {
        byte[] given = (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        // Compared in constant time, so that the token can't be guessed letter by letter.
        if (token.isBlank() || !MessageDigest.isEqual(given, expected)) {
            throw new ProblemException(ProblemException.Kind.UNAUTHENTICATED, "ADMIN_TOKEN_NEEDED", Map.of());
        }
    }
}
