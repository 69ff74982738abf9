package io.trellis.metadata;

import io.trellis.metadata.packages.PackageContent;
import io.trellis.metadata.packages.PackageReader;
import io.trellis.metadata.schema.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A package that uses everything the language has, as files and as plain documents. */
public final class Fixture {
    private Fixture() {}

    /** Bytes by path. */
    public static Map<String, byte[]> files() {
        try {
            Path root = Path.of(
                            Fixture.class.getResource("/fixture/package.yaml").toURI())
                    .getParent();
            var files = new TreeMap<String, byte[]>();
            try (var paths = Files.walk(root)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    files.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static PackageContent content() {
        PackageReader.Result result = PackageReader.read(files());
        return result.content().orElseThrow(() -> new AssertionError(result.problems()));
    }

    /** The plain value of a YAML (or JSON) text. */
    public static Object plain(String yaml) {
        return plain(yaml.getBytes(StandardCharsets.UTF_8));
    }

    public static Object plain(byte[] yaml) {
        return Documents.readYaml(yaml, problem -> {
                    throw new AssertionError(problem.toString());
                })
                .orElseThrow()
                .value();
    }
}
