package io.trellis.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.apps.PackageFiles.Element;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.kind.Kind;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.kind.PackageForm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every package of this module promises before any of it runs. */
class PackagesTest {
    @Test
    void everyFileFitsItsSchema() {
        List<String> problems = new ArrayList<>();
        PackageFiles.elements().forEach(element -> Kinds.find(element.kind())
                .orElseThrow()
                .read(element.document(), "test", problem -> problems.add(element + " " + problem)));
        for (Path folder : PackageFiles.packages()) {
            Path file = folder.resolve("package.yaml");
            PackageForm.read(PackageFiles.read(file), problem -> problems.add(file + " " + problem));
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aFileIsNamedAsItsElement() {
        PackageFiles.elements().forEach(element -> {
            Kind<?> kind = Kinds.find(element.kind()).orElseThrow();
            Definition definition =
                    kind.read(element.document(), "test", problem -> {}).orElseThrow();
            assertThat(PackageFiles.name(element.file())).isEqualTo(definition.key());
        });
    }

    @Test
    void everyFolderIsKnown() {
        List<String> known =
                new ArrayList<>(Kinds.all().stream().map(Kind::name).toList());
        known.add("tests");
        PackageFiles.files("").filter(java.nio.file.Files::isRegularFile).forEach(file -> assertThat(
                        PackageFiles.name(file).equals("package") || known.contains(PackageFiles.folder(file)))
                .as(file.toString())
                .isTrue());
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
