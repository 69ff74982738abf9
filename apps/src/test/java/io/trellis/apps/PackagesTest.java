package io.trellis.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.apps.PackageFiles.Element;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Compilation;
import io.trellis.metadata.catalog.Finding;
import io.trellis.metadata.definition.LayoutDefinition;
import io.trellis.metadata.definition.ViewDefinition;
import io.trellis.metadata.packages.PackageContent;
import io.trellis.metadata.packages.PackageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every package of this module promises before any of it runs. */
class PackagesTest {
    @Test
    void allPackagesTogetherMakeACatalogWithoutAProblem() {
        assertThat(problemsOfAll()).isEmpty();
    }

    @Test
    void anObjectOfThePeersSizeIsThere() {
        Catalog catalog = compile(contents(new ArrayList<>())).get();
        assertThat(catalog.getObject("opportunity").ownFields()).hasSizeGreaterThanOrEqualTo(21);
    }

    @Test
    void everyObjectHasALayoutAndOneDefaultView() {
        Catalog catalog = compile(contents(new ArrayList<>())).get();
        var views = catalog.elements(ViewDefinition.class).values();
        var layouts = catalog.elements(LayoutDefinition.class).values();
        for (CatalogObject object : catalog.objects()) {
            assertThat(views.stream().filter(view -> view.object().equals(object.name()) && view.isDefault()))
                    .as(object.name())
                    .hasSize(1);
            assertThat(layouts.stream().anyMatch(layout -> layout.object().equals(object.name())))
                    .as(object.name())
                    .isTrue();
        }
    }

    private static List<String> problemsOfAll() {
        List<String> problems = new ArrayList<>();
        List<PackageContent> contents = contents(problems);
        for (Finding finding : compile(contents).findings()) {
            problems.add(contents.stream()
                    .filter(content -> content.sources().containsKey(finding.element()))
                    .findFirst()
                    .map(content -> content.definition().name() + " " + PackageReader.locate(content, finding))
                    .orElse(finding.toString()));
        }
        return problems;
    }

    private static List<PackageContent> contents(List<String> problems) {
        List<Map<String, byte[]>> packages = new ArrayList<>(List.of(PackageFiles.system()));
        PackageFiles.packages().forEach(folder -> packages.add(PackageFiles.content(folder)));
        List<PackageContent> contents = new ArrayList<>();
        for (Map<String, byte[]> files : packages) {
            PackageReader.Result result = PackageReader.read(files);
            result.problems().forEach(problem -> problems.add(problem.toString()));
            result.content().ifPresent(contents::add);
        }
        return contents;
    }

    private static Compilation compile(List<PackageContent> contents) {
        return CatalogCompiler.compile(
                1,
                contents.stream()
                        .flatMap(content -> content.elements().stream())
                        .toList());
    }

    @Test
    void everyTextStandsInBothLanguages() {
        List<String> missing = new ArrayList<>();
        PackageFiles.elements().forEach(element -> walk(element, "", element.document(), missing));
        assertThat(missing).isEmpty();
    }

    @Test
    void everyFieldAndOptionHasALabel() {
        PackageFiles.elements()
                .filter(element -> element.kind().equals("objects"))
                .forEach(element -> {
                    for (Object field : (List<?>) ((Map<?, ?>) element.document()).get("fields")) {
                        assertThat(((Map<?, ?>) field).containsKey("label"))
                                .as(element + " " + field)
                                .isTrue();
                        if (((Map<?, ?>) field).get("options") instanceof List<?> options) {
                            options.forEach(option -> assertThat(((Map<?, ?>) option).containsKey("label"))
                                    .as(element + " " + option)
                                    .isTrue());
                        }
                    }
                });
    }

    private static void walk(Element element, String path, Object value, List<String> missing) {
        if (value instanceof Map<?, ?> map) {
            boolean text = map.containsKey("zh-CN") || map.containsKey("en-US");
            if (text && !(filled(map.get("zh-CN")) && filled(map.get("en-US")) && map.size() == 2)) {
                missing.add(element + path);
            }
            map.forEach((key, inner) -> walk(element, path + "/" + key, inner, missing));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(element, path + "/" + i, list.get(i), missing);
            }
        }
    }

    private static boolean filled(Object text) {
        return text instanceof String string && !string.isBlank();
    }
}
