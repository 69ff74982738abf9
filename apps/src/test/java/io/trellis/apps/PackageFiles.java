package io.trellis.apps;

import io.trellis.metadata.Problem;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.schema.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The files of the packages in this module. */
public final class PackageFiles {
    private PackageFiles() {}

    /** @param kind a kind's folder name */
    public record Element(Path file, String kind, Object document) {
        @Override
        public String toString() {
            return root().relativize(file).toString();
        }
    }

    public static Path root() {
        try {
            return Path.of(PackageFiles.class
                            .getResource("/packages/base/package.yaml")
                            .toURI())
                    .getParent()
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything in a package's folder by path within it, as the product reads it. */
    public static Map<String, byte[]> content(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            var files = new TreeMap<String, byte[]>();
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The package that comes with the platform; other packages use its users and departments. */
    public static Map<String, byte[]> system() {
        var files = new TreeMap<String, byte[]>();
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:/packages/system/**/*.yaml")) {
                String url = resource.getURL().toString();
                files.put(url.substring(url.indexOf("/packages/system/") + 17), resource.getContentAsByteArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Package folders, those first that others depend on. */
    public static List<Path> packages() {
        return List.of(root().resolve("base"), root().resolve("sales"));
    }

    public static Stream<Element> elements() {
        return files(".yaml")
                .filter(file -> Kinds.find(folder(file)).isPresent())
                .map(file -> new Element(file, folder(file), read(file)));
    }

    public static Stream<Path> scenarios() {
        return files(".yaml").filter(file -> folder(file).equals("tests"));
    }

    static Stream<Path> files(String ending) {
        try (Stream<Path> walk = Files.walk(root())) {
            return walk.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String folder(Path file) {
        return file.getParent().getFileName().toString();
    }

    static String name(Path file) {
        return file.getFileName().toString().replace(".yaml", "");
    }

    static Object read(Path file) {
        try {
            List<Problem> problems = new ArrayList<>();
            Object document = Documents.readYaml(Files.readAllBytes(file), problems::add)
                    .map(Documents.Parsed::value)
                    .orElse(null);
            if (!problems.isEmpty()) {
                throw new AssertionError(file + " " + problems);
            }
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
