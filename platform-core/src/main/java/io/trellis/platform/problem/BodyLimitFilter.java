package io.trellis.platform.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stops bodies that are too large: at once where the length is announced, else while they are read, so that no client makes
 * the server hold more than the limit. Uploads have a limit of their own, kept by the multipart parser or by whoever streams them
 * to where they are kept.
 */
final class BodyLimitFilter extends OncePerRequestFilter {
    private final long limit;
    private final Set<String> uploads;

    /**
     * @param limit bytes
     * @param uploads paths whose bodies are streamed and have limits of their own
     */
    BodyLimitFilter(long limit, Set<String> uploads) {
        this.limit = limit;
        this.uploads = uploads;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        String type = request.getContentType();
        boolean form = type != null && type.regionMatches(true, 0, "multipart/", 0, 10);
        if (length == 0 || form || archive(request, type) || uploads.contains(request.getServletPath())) {
            chain.doFilter(request, response);
        } else if (length > limit) {
            ProblemResponses.write(request, response, tooLarge(limit));
        } else if (length > 0 || request.getHeader("Transfer-Encoding") != null) {
            chain.doFilter(new Limited(request, limit), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** A tenant's archive goes to disk as it comes, once the administrator's token was seen. */
    private static boolean archive(HttpServletRequest request, String type) {
        return type != null
                && type.regionMatches(true, 0, "application/zip", 0, 15)
                && request.getServletPath().startsWith("/api/v1/tenants/");
    }

    static ProblemDocument tooLarge(long limit) {
        return ProblemDocument.of(413, "TOO_LARGE", Map.of("limit", limit / 1024 + " KB"));
    }

    private static final class Limited extends HttpServletRequestWrapper {
        private final long limit;
        private ServletInputStream stream;

        Limited(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (stream == null) {
                stream = new Counting(super.getInputStream(), limit);
            }
            return stream;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            return new BufferedReader(new InputStreamReader(
                    getInputStream(), encoding == null ? StandardCharsets.UTF_8.name() : encoding));
        }
    }

    private static final class Counting extends ServletInputStream {
        private final ServletInputStream inner;
        private final long limit;
        private long read;

        Counting(ServletInputStream inner, long limit) {
            this.inner = inner;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int one = inner.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int size) throws IOException {
            int got = inner.read(buffer, offset, size);
            count(Math.max(0, got));
            return got;
        }

        private void count(int got) throws IOException {
            read += got;
            if (read > limit) {
                throw new BodyTooLargeException(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return inner.isFinished();
        }

        @Override
        public boolean isReady() {
            return inner.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            inner.setReadListener(listener);
        }
    }
}
