package io.trellis.platform.transfer;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.springframework.http.ContentDisposition;

/**
 * A file to be fetched.
 *
 * @param size bytes
 */
record Download(long size, Supplier<InputStream> content) {
    /** Always a download: what is in the file must not run in the page's name. */
    void write(HttpServletResponse response, String type, String name) throws IOException {
        response.setContentType(type);
        response.setContentLengthLong(size);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Disposition",
                ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString());
        try (InputStream in = content.get()) {
            in.transferTo(response.getOutputStream());
        }
    }
}
