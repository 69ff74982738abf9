package io.trellis.platform.record;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * JSON on its way out.
 *
 * @param etag the record's version in quotes, or null where the answer isn't one record
 * @param location of what was created, or null
 */
record JsonAnswer(int status, JsonOut json, String etag, String location) {
    static JsonAnswer ok(JsonOut json) {
        return new JsonAnswer(200, json, null, null);
    }

    static JsonAnswer record(int status, JsonOut json, long version, String location) {
        return new JsonAnswer(status, json, "\"" + version + "\"", location);
    }

    /** Straight into the response: message converters would only negotiate what is settled. */
    void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        if (etag != null) {
            response.setHeader("ETag", etag);
        }
        if (location != null) {
            response.setHeader("Location", location);
        }
        response.setContentLength(json.size());
        response.getOutputStream().write(json.buffer(), 0, json.size());
    }

    byte[] body() {
        return json.toBytes();
    }
}
