package io.trellis.platform.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** Replaces Tomcat's own HTML pages, which answer requests so malformed that no application sees them. */
final class ProblemReportValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemDocument document = failure != null && status >= 500
                ? ProblemResponses.unexpected(request, failure)
                : ProblemResponses.status(status);
        try {
            response.setContentType(ProblemResponses.MEDIA_TYPE);
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            byte[] bytes = ProblemResponses.bytes(document, ProblemResponses.locale(request));
            response.getOutputStream().write(bytes);
            response.finishResponse();
        } catch (IOException gone) {
            // The client has left: there is nobody to tell.
        }
    }
}
