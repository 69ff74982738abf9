package io.trellis.platform.files;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/**
 * A file as it arrives.
 *
 * @param object name of the object whose record is to have it; null where that wasn't said
 * @param field null for an attachment
 */
record Sent(String object, String field, String name, InputStream content) {
    static Sent form(MultipartHttpServletRequest request) throws IOException {
        MultipartFile file = request.getFile("file");
        if (file == null) {
            throw missing("file");
        }
        return new Sent(
                blankAsNull(request.getParameter("object")),
                blankAsNull(request.getParameter("field")),
                file.getOriginalFilename(),
                file.getInputStream());
    }

    /** Parameters are read from the address alone: asking for them otherwise may take a body for a form and swallow it. */
    static Sent bytes(HttpServletRequest request) throws IOException {
        Map<String, String> parameters = query(request.getQueryString());
        return new Sent(
                blankAsNull(parameters.get("object")),
                blankAsNull(parameters.get("field")),
                parameters.get("name"),
                request.getInputStream());
    }

    private static Map<String, String> query(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            try {
                parameters.putIfAbsent(
                        name, equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException malformed) {
                throw new ProblemException(
                        Kind.MALFORMED, "INVALID_PARAMETER", Map.of("parameter", name, "expected", "%XX"));
            }
        }
        return parameters;
    }

    private static String blankAsNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    static ProblemException missing(String parameter) {
        return new ProblemException(Kind.MALFORMED, "MISSING_PARAMETER", Map.of("parameter", parameter));
    }
}
