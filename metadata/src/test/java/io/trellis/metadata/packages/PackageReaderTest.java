package io.trellis.metadata.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Fixture;
import io.trellis.metadata.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PackageReaderTest {
    private final Map<String, byte[]> files = new TreeMap<>(Fixture.files());

    private void file(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Problem> problems() {
        return PackageReader.read(files).problems();
    }

    @Test
    void readsEveryElement() {
        PackageContent content = Fixture.content();

        assertThat(content.definition().version()).isEqualTo("1.2.3");
        assertThat(content.elements()).hasSize(14).allMatch(element -> element.packageName()
                .equals("fixture"));
        assertThat(content.sources().get("views/visit.open").file()).isEqualTo("views/visit.open.yaml");
    }

    @Test
    void saysFileAndLine() {
        file("roles/visitor.yaml", "name: visitor\npermissionSets: [visitor]\nlabell: x\n");

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("UNKNOWN_KEY");
            assertThat(problem.params())
                    .containsEntry("file", "roles/visitor.yaml")
                    .containsEntry("line", 3)
                    .containsEntry("suggestion", "label");
        });
    }

    @Test
    void reportsTheProblemsOfAllFiles() {
        file("roles/visitor.yaml", "name: [");
        file("menus/main.yaml", "name: other\nitems: []");
        file("layout/x.yaml", "name: x");
        file("views/visit.open.yaml", "name: open\nname: open\nobject: visit\ncolumns: [title]");

        assertThat(problems())
                .extracting(problem -> problem.code() + " " + problem.params().get("file"))
                .containsExactlyInAnyOrder(
                        "MALFORMED_YAML roles/visitor.yaml",
                        "FILE_NAME_DIFFERS menus/main.yaml",
                        "UNKNOWN_FOLDER layout/x.yaml",
                        "DUPLICATE_KEY views/visit.open.yaml");
    }

    @Test
    void aFolderWithoutItsHeadIsNoPackage() {
        files.remove("package.yaml");

        assertThat(problems()).extracting(Problem::code).containsExactly("PACKAGE_FILE_MISSING");
    }

    @Test
    void yamlBombsAndDepthAreRefused() {
        file("roles/visitor.yaml", "a: &a [x,x,x,x,x,x,x,x,x]\n" + "b: &b [*a,*a,*a,*a,*a,*a]\n".repeat(1));
        file("menus/main.yaml", "[".repeat(200));

        assertThat(problems()).isNotEmpty();
    }
}
