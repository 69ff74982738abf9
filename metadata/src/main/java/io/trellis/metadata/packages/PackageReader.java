package io.trellis.metadata.packages;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Finding;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.PackageDefinition;
import io.trellis.metadata.kind.Kind;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.kind.PackageForm;
import io.trellis.metadata.schema.Documents;
import io.trellis.metadata.schema.Documents.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the files of a package: {@code package.yaml}, and one folder per kind with one file per element, named after it.
 * Folders {@code seed} and {@code tests} belong to others.
 */
public final class PackageReader {
    private static final String TEST = ".test.js";
    private static final Set<String> FOREIGN = Set.of("seed", "tests", "docs", "messages");

    private final List<Problem> problems = new ArrayList<>();
    private final List<Definition> elements = new ArrayList<>();
    private final Map<String, PackageContent.Source> sources = new HashMap<>();

    private final Map<String, byte[]> scripts = new HashMap<>();

    private PackageReader() {}

    /**
     * @param content present when there are no problems
     * @param problems with parameters {@code file} and {@code line}
     */
    public record Result(Optional<PackageContent> content, List<Problem> problems) {}

    /**
     * @param files by path within the package's folder, e.g. {@code objects/visit.yaml}
     */
    public static Result read(Map<String, byte[]> files) {
        return new PackageReader().run(new TreeMap<>(files));
    }

    private Result run(TreeMap<String, byte[]> files) {
        byte[] head = files.remove("package.yaml");
        files.forEach((path, bytes) -> {
            if (path.endsWith(".js")) {
                scripts.put(path, bytes);
            }
        });
        if (head == null) {
            return new Result(
                    Optional.empty(), List.of(Problem.of("PACKAGE_FILE_MISSING", "", "file", "package.yaml")));
        }
        Optional<PackageDefinition> definition = parse("package.yaml", head).flatMap(parsed -> {
            var found = new ArrayList<Problem>();
            Optional<PackageDefinition> read = PackageForm.read(parsed.value(), found::add);
            found.forEach(problem -> report("package.yaml", parsed, problem));
            return read;
        });
        String name = definition.map(PackageDefinition::name).orElse("");
        for (Kind<?> kind : Kinds.all()) {
            files.forEach((path, bytes) -> {
                if (path.startsWith(kind.name() + "/") && !path.endsWith(".js")) {
                    readElement(kind, path, bytes, name);
                }
            });
        }
        tests(files, name);
        files.keySet().forEach(this::checkFolder);
        return problems.isEmpty() && definition.isPresent()
                ? new Result(Optional.of(new PackageContent(definition.get(), elements, sources)), List.of())
                : new Result(Optional.empty(), List.copyOf(problems));
    }

    /** A finding of the compiler with the file and line that it is about. */
    public static Problem locate(PackageContent content, Finding finding) {
        PackageContent.Source source = content.sources().get(finding.element());
        if (source == null) {
            return withFile(finding.problem(), finding.element());
        }
        return withFile(source.document().locate(finding.problem()), source.file());
    }

    private void readElement(Kind<?> kind, String path, byte[] bytes, String packageName) {
        parse(path, bytes).ifPresent(parsed -> {
            var found = new ArrayList<Problem>();
            Object document = kind == Kinds.SCRIPTS ? withSource(path, parsed.value()) : parsed.value();
            kind.read(document, packageName, found::add).ifPresent(element -> {
                String file = path.substring(kind.name().length() + 1).replaceFirst("\\.ya?ml$", "");
                if (found.isEmpty() && !file.equals(element.key())) {
                    found.add(new Problem("FILE_NAME_DIFFERS", "/name", Map.of("expected", element.key() + ".yaml")));
                }
                elements.add(element);
                sources.put(kind.name() + "/" + element.key(), new PackageContent.Source(path, parsed));
            });
            found.forEach(problem -> report(path, parsed, problem));
        });
    }

    /** A script's text stands beside its definition: in {@code file}, or in the file of the same name. */
    private Object withSource(String path, Object document) {
        if (!(document instanceof Map<?, ?> map) || map.containsKey("source")) {
            return document;
        }
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String file = map.get("file") instanceof String given ? folder + given : path.replaceFirst("\\.ya?ml$", ".js");
        byte[] text = scripts.get(file);
        var complete = new LinkedHashMap<Object, Object>(map);
        if (text != null) {
            complete.remove("file");
            complete.put("source", new String(text, StandardCharsets.UTF_8));
        } else if (map.containsKey("file")) {
            complete.remove("file");
            complete.put("source", " ");
            problems.add(withFile(Problem.of("SCRIPT_FILE_MISSING", "/file", "name", file), path));
        }
        return complete;
    }

    /** Tests of scripts need no definition: {@code scripts/total.test.js} becomes {@code totalTest}. */
    private void tests(Map<String, byte[]> files, String packageName) {
        files.forEach((path, bytes) -> {
            if (path.startsWith(Kinds.SCRIPTS.name() + "/") && path.endsWith(TEST)) {
                String name = path.substring(Kinds.SCRIPTS.name().length() + 1, path.length() - TEST.length()) + "Test";
                var document = new LinkedHashMap<String, Object>();
                document.put("name", name);
                document.put("type", "test");
                document.put("source", new String(bytes, StandardCharsets.UTF_8));
                var found = new ArrayList<Problem>();
                Kinds.SCRIPTS.read(document, packageName, found::add).ifPresent(elements::add);
                found.forEach(problem -> problems.add(withFile(problem, path)));
                sources.put(
                        Kinds.SCRIPTS.name() + "/" + name,
                        new PackageContent.Source(path, new Parsed(document, Map.of("", 1))));
            }
        });
    }

    private Optional<Parsed> parse(String path, byte[] bytes) {
        var found = new ArrayList<Problem>();
        Optional<Parsed> parsed = Documents.readYaml(bytes, found::add);
        found.forEach(problem -> problems.add(withFile(problem, path)));
        return parsed;
    }

    private void report(String path, Parsed parsed, Problem problem) {
        problems.add(withFile(parsed.locate(problem), path));
    }

    private void checkFolder(String path) {
        int slash = path.indexOf('/');
        String folder = slash < 0 ? path : path.substring(0, slash);
        boolean known = Kinds.find(folder).isPresent() || FOREIGN.contains(folder) || path.endsWith(".md");
        if (!known) {
            var params = new LinkedHashMap<String, Object>();
            params.put("key", folder);
            Kinds.near(folder).ifPresent(near -> params.put("suggestion", near));
            problems.add(withFile(new Problem("UNKNOWN_FOLDER", "", params), path));
        }
    }

    private static Problem withFile(Problem problem, String file) {
        var params = new LinkedHashMap<>(problem.params());
        params.put("file", file);
        return new Problem(problem.code(), problem.path(), params);
    }
}
