package io.trellis.platform.problem;

import io.trellis.platform.store.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every exception that leaves a controller, made into a problem document. */
@RestControllerAdvice
final class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    void answer(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Throwable cause = unwrap(failure);
        if (gone(cause)) {
            return;
        }
        if (cause instanceof HttpRequestMethodNotSupportedException method && method.getSupportedMethods() != null) {
            response.setHeader("Allow", String.join(", ", method.getSupportedMethods()));
        }
        ProblemDocument document = document(cause);
        ProblemResponses.write(
                request, response, document == null ? ProblemResponses.unexpected(request, cause) : document);
    }

    /** Work done on other threads arrives wrapped. */
    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Nobody is there any more to be answered. */
    private static boolean gone(Throwable cause) {
        return cause instanceof ClientAbortException || cause instanceof AsyncRequestNotUsableException;
    }

    /** The document for an expected failure, or null. */
    private static ProblemDocument document(Throwable cause) {
        return switch (cause) {
            case ProblemException problem -> ProblemDocument.of(problem);
            case HttpMessageNotReadableException unreadable -> UnreadableBody.explain(unreadable);
            case MaxUploadSizeExceededException e ->
                ProblemDocument.of(413, "TOO_LARGE", Map.of("limit", size(e.getMaxUploadSize())));
            case MultipartException _ -> ProblemDocument.of(400, "MALFORMED_MULTIPART", Map.of());
            case HttpMediaTypeNotSupportedException e ->
                ProblemDocument.of(
                        415,
                        "UNSUPPORTED_MEDIA_TYPE",
                        Map.of(
                                "type",
                                e.getContentType() == null
                                        ? ""
                                        : e.getContentType().toString()));
            case HttpMediaTypeNotAcceptableException _ -> ProblemDocument.of(406, "NOT_ACCEPTABLE", Map.of());
            case HttpRequestMethodNotSupportedException e ->
                ProblemDocument.of(405, "METHOD_NOT_ALLOWED", Map.of("method", e.getMethod()));
            case MissingServletRequestParameterException e -> missing(e.getParameterName());
            case MissingServletRequestPartException e -> missing(e.getRequestPartName());
            case MissingRequestHeaderException e -> missing(e.getHeaderName());
            case MethodArgumentTypeMismatchException e -> invalid(e);
            case NoResourceFoundException e ->
                ProblemDocument.of(404, "NOT_FOUND", Map.of("what", "path", "name", "/" + e.getResourcePath()));
            case NoHandlerFoundException e ->
                ProblemDocument.of(404, "NOT_FOUND", Map.of("what", "path", "name", e.getRequestURL()));
            case StoreException.Unavailable e -> unavailable(e);
            case BodyTooLargeException e -> BodyLimitFilter.tooLarge(e.limit);
            case InvalidParameterException e -> ProblemResponses.status(e.getErrorCode());
            case ErrorResponse e -> ProblemResponses.status(e.getStatusCode().value());
            default -> null;
        };
    }

    /** The disk is full, or the server is stopping: worth a line in the log, and another try. */
    private static ProblemDocument unavailable(StoreException.Unavailable failure) {
        LOG.error("The store is unavailable", failure);
        return ProblemDocument.of(503, "UNAVAILABLE", Map.of("retryAfter", 5));
    }

    private static String size(long bytes) {
        return bytes < 0 ? "" : bytes / 1024 + " KB";
    }

    private static ProblemDocument missing(String parameter) {
        return ProblemDocument.of(400, "MISSING_PARAMETER", Map.of("parameter", parameter));
    }

    private static ProblemDocument invalid(MethodArgumentTypeMismatchException e) {
        Class<?> type = e.getRequiredType();
        Object expected = type == null
                ? ""
                : type.isEnum()
                        ? Arrays.stream(type.getEnumConstants())
                                .map(constant -> constant.toString().toLowerCase(java.util.Locale.ROOT))
                                .toList()
                        : List.of(type.getSimpleName().toLowerCase(java.util.Locale.ROOT));
        return ProblemDocument.of(400, "INVALID_PARAMETER", Map.of("parameter", e.getName(), "expected", expected));
    }
}
