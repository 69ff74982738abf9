package io.trellis.platform.files;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;

/**
 * A file's bytes as an answer. Whatever is in them must not run in the page's name: the type is the one told from the content, no
 * browser guesses another, only pictures are shown in place, and what is opened by itself is in a sandbox without rights.
 */
final class FileAnswer {
    private static final String SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final HttpServletRequest request;
    private final HttpServletResponse response;

    FileAnswer(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    /** Gives the bytes from a place on. */
    interface Bytes {
        InputStream open(long from, long length);
    }

    /**
     * @param tag changes when the bytes do
     * @param download whether to offer even a picture for saving
     */
    void write(String name, String type, long size, String tag, boolean download, Bytes bytes) throws IOException {
        String etag = '"' + tag + '"';
        response.setHeader("ETag", etag);
        // Kept, but asked for again every time: who may read it can change.
        response.setHeader("Cache-Control", "private, no-cache");
        response.setHeader("Content-Security-Policy", SANDBOX);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (matches(request.getHeader("If-None-Match"), etag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        String condition = request.getHeader("If-Range");
        boolean ranges = condition == null || condition.equals(etag);
        ByteRange range = ByteRange.of(ranges ? request.getHeader("Range") : null, size);
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("Content-Disposition", disposition(name, !download && FileTypes.inline(type)));
        response.setContentType(FileTypes.served(type));
        response.setContentLengthLong(range.length());
        if (range.part()) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", range.header(size));
        }
        if (!request.getMethod().equals("HEAD")) {
            try (InputStream in = bytes.open(range.from(), range.length())) {
                in.transferTo(response.getOutputStream());
            }
        }
    }

    private static boolean matches(String header, String etag) {
        if (header == null) {
            return false;
        }
        for (String one : header.split(",")) {
            String tag = one.strip();
            if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }

    /** The name in UTF-8 as RFC 6266 and 8187 say, beside one in ASCII for what can't read that. */
    private static String disposition(String name, boolean inline) {
        return (inline ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
