package io.trellis.platform.publish;

import io.trellis.metadata.Problem;
import io.trellis.metadata.packages.PackageContent;
import io.trellis.metadata.packages.PackageReader;
import io.trellis.platform.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The packages this installation supplies: folders {@code packages/<name>/} of the class path. Read when first asked for. */
@Component
class PackageFolders {
    private static final Pattern PATH = Pattern.compile(".*/packages/([a-z][A-Za-z0-9]*)/(.+)");

    private volatile Map<String, PackageReader.Result> results;

    /** Names in alphabetical order. */
    Map<String, PackageContent> available() {
        var available = new LinkedHashMap<String, PackageContent>();
        results().forEach((name, result) -> result.content().ifPresent(content -> available.put(name, content)));
        return available;
    }

    /** @throws ProblemException INVALID_PACKAGE with file and line of every problem when the folder has any */
    Optional<PackageContent> find(String name) {
        PackageReader.Result result = results().get(name);
        if (result == null) {
            return Optional.empty();
        }
        List<Problem> problems = result.problems();
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_PACKAGE", problems);
        }
        return result.content();
    }

    private Map<String, PackageReader.Result> results() {
        Map<String, PackageReader.Result> known = results;
        if (known == null) {
            known = new TreeMap<>();
            for (var folder : folders().entrySet()) {
                known.put(folder.getKey(), PackageReader.read(folder.getValue()));
            }
            results = known;
        }
        return known;
    }

    private static Map<String, Map<String, byte[]>> folders() {
        var folders = new TreeMap<String, Map<String, byte[]>>();
        try {
            for (String pattern : List.of("classpath*:packages/**/*.yaml", "classpath*:packages/*/scripts/*.js")) {
                for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                    Matcher path = PATH.matcher(file.getURL().toString());
                    if (path.matches()) {
                        folders.computeIfAbsent(path.group(1), _ -> new TreeMap<>())
                                .putIfAbsent(path.group(2), file.getContentAsByteArray());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Packages could not be read from the class path", e);
        }
        folders.values().removeIf(files -> !files.containsKey("package.yaml"));
        return folders;
    }
}
