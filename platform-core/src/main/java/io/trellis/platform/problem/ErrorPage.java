package io.trellis.platform.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the container sends what failed outside the controllers: the same problem documents, never HTML. */
@Controller
final class ErrorPage implements ErrorController {
    @RequestMapping("${server.error.path:${error.path:/error}}")
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        Throwable failure = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        ProblemDocument document;
        if (failure instanceof InvalidParameterException invalid) {
            document = ProblemResponses.status(invalid.getErrorCode());
        } else if (status >= 500 && failure != null) {
            document = ProblemResponses.unexpected(request, failure);
        } else {
            document = ProblemResponses.status(status);
        }
        ProblemResponses.write(request, response, document);
    }
}
