package io.trellis.openapi;

import io.trellis.platform.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The page that shows the API document: Swagger UI out of the server's own jar, nothing from elsewhere. */
@RestController
class DocsController {
    private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/" + version() + "/";
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType PAGE = MediaType.parseMediaType("text/html;charset=UTF-8");

    /** A file of the page and where it lies. */
    private record File(String path, MediaType type) {}

    private static final Map<String, File> FILES = Map.of(
            "swagger-ui.css", new File(WEBJAR + "swagger-ui.css", STYLE),
            "swagger-ui-bundle.js", new File(WEBJAR + "swagger-ui-bundle.js", SCRIPT),
            "docs.css", new File("openapi/docs/docs.css", STYLE),
            "docs.js", new File("openapi/docs/docs.js", SCRIPT));

    @GetMapping("/api/v1/docs")
    ResponseEntity<Resource> page() {
        return answer(new File("openapi/docs/docs.html", PAGE));
    }

    @GetMapping("/api/v1/docs/{file}")
    ResponseEntity<Resource> file(@PathVariable String file) {
        File found = FILES.get(file);
        if (found == null) {
            throw ProblemException.notFound("path", file);
        }
        return answer(found);
    }

    /** The version on the class path, which the root pom alone decides. */
    private static String version() {
        try (InputStream in =
                new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties").getInputStream()) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResponseEntity<Resource> answer(File file) {
        return ResponseEntity.ok().contentType(file.type()).body(new ClassPathResource(file.path()));
    }
}
