package io.trellis.platform.problem;

import io.trellis.platform.telemetry.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Problem documents as HTTP answers, for filters and other places the MVC advice does not reach. */
public final class ProblemResponses {
    /** Request attribute with the signed-in user's locale, set by whoever authenticates the call. */
    public static final String LOCALE_ATTRIBUTE = "trellis.locale";

    static final String MEDIA_TYPE = "application/problem+json";
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private ProblemResponses() {}

    /** The language of the answer: what the call asks for, else the user's, else zh-CN. */
    public static String locale(HttpServletRequest request) {
        String asked = request.getHeader("Accept-Language");
        if (asked != null) {
            try {
                for (Locale.LanguageRange range : Locale.LanguageRange.parse(asked.strip())) {
                    var match = ProblemTexts.match(range.getRange());
                    if (match.isPresent() && range.getWeight() > 0) {
                        return match.get();
                    }
                }
            } catch (IllegalArgumentException malformed) {
                // A header nobody can read asks for nothing.
            }
        }
        return ProblemTexts.supported((String) request.getAttribute(LOCALE_ATTRIBUTE));
    }

    /** Answers with the problem, unless the answer has already begun. */
    public static void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        write(request, response, ProblemDocument.of(problem));
    }

    static void write(HttpServletRequest request, HttpServletResponse response, ProblemDocument document)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(document.status());
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        retryAfter(document).ifPresent(seconds -> response.setHeader("Retry-After", seconds));
        response.getOutputStream().write(JSON.writeValueAsBytes(document.in(locale(request))));
    }

    static java.util.Optional<String> retryAfter(ProblemDocument document) {
        return document.params().get("retryAfter") instanceof Number seconds
                ? java.util.Optional.of(seconds.toString())
                : java.util.Optional.empty();
    }

    /** Bytes of the document; for places without a request. */
    static byte[] bytes(ProblemDocument document, String locale) {
        return JSON.writeValueAsBytes(document.in(locale));
    }

    /** Logs what nobody expected and gives the document that tells only the log entry's id. */
    static ProblemDocument unexpected(HttpServletRequest request, Throwable failure) {
        String errorId = RequestIds.of(request);
        LOG.error("Unexpected failure {} in {} {}", errorId, request.getMethod(), request.getRequestURI(), failure);
        return ProblemDocument.unexpected(errorId);
    }

    static ProblemDocument status(int status) {
        return switch (status) {
            case 400 -> ProblemDocument.of(400, "MALFORMED_REQUEST", Map.of());
            case 401 -> ProblemDocument.of(401, "UNAUTHENTICATED", Map.of());
            case 403 -> ProblemDocument.of(403, "FORBIDDEN", Map.of("needs", ""));
            case 404 -> ProblemDocument.of(404, "NOT_FOUND", Map.of("what", "path", "name", ""));
            case 405 -> ProblemDocument.of(405, "METHOD_NOT_ALLOWED", Map.of("method", ""));
            case 406 -> ProblemDocument.of(406, "NOT_ACCEPTABLE", Map.of());
            case 413 -> ProblemDocument.of(413, "TOO_LARGE", Map.of("limit", ""));
            case 414, 431 -> ProblemDocument.of(status, "ADDRESS_TOO_LONG", Map.of());
            case 415 -> ProblemDocument.of(415, "UNSUPPORTED_MEDIA_TYPE", Map.of("type", ""));
            case 503 -> ProblemDocument.of(503, "UNAVAILABLE", Map.of());
            default -> ProblemDocument.of(status, status < 500 ? "MALFORMED_REQUEST" : "UNEXPECTED", Map.of());
        };
    }
}
