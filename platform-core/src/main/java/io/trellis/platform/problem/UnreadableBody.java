package io.trellis.platform.problem;

import io.trellis.metadata.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Tells what is wrong with a body that could not be bound, and where. */
final class UnreadableBody {
    private UnreadableBody() {}

    static ProblemDocument explain(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return ProblemDocument.of(problem);
            }
            if (cause instanceof BodyTooLargeException e) {
                return BodyLimitFilter.tooLarge(e.limit);
            }
        }
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException e) {
                return explain(e);
            }
        }
        return ProblemDocument.of(400, "MISSING_BODY", Map.of());
    }

    private static ProblemDocument explain(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        int line = at == null ? 0 : at.getLineNr();
        int column = at == null ? 0 : at.getColumnNr();
        return switch (e) {
            case StreamConstraintsException _ ->
                ProblemDocument.of(400, "JSON_TOO_COMPLEX", Map.of("line", line, "column", column));
            case StreamReadException _ ->
                ProblemDocument.of(400, "MALFORMED_JSON", Map.of("line", line, "column", column));
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case MismatchedInputException mismatch
            when trailing(mismatch) ->
                ProblemDocument.of(400, "MALFORMED_JSON", Map.of("line", line, "column", column));
            case MismatchedInputException mismatch ->
                one("INVALID_VALUE", pointer(mismatch), Map.of("expected", expected(mismatch.getTargetType())));
            case DatabindException databind -> one("INVALID_VALUE", pointer(databind), Map.of("expected", ""));
            default -> ProblemDocument.of(400, "MALFORMED_JSON", Map.of("line", line, "column", column));
        };
    }

    private static boolean trailing(MismatchedInputException e) {
        return e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Trailing token");
    }

    private static ProblemDocument unknown(UnrecognizedPropertyException e) {
        String name = e.getPropertyName();
        List<String> known = e.getKnownPropertyIds() == null
                ? List.of()
                : e.getKnownPropertyIds().stream().map(Objects::toString).toList();
        String suggestion = known.stream()
                .min(java.util.Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 3))
                .orElse("");
        return one("UNKNOWN_FIELD", pointer(e), Map.of("name", name, "suggestion", suggestion));
    }

    private static ProblemDocument one(String code, String path, Map<String, Object> params) {
        return new ProblemDocument(400, code, params, List.of(new Problem(code, path, params)), null);
    }

    private static String pointer(JacksonException e) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            path.append('/').append(step.getPropertyName() != null ? step.getPropertyName() : step.getIndex());
        }
        return path.toString();
    }

    private static String expected(Class<?> type) {
        return type == null ? "" : type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Edit distance (Levenshtein), enough for names of a few dozen characters. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 8) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
