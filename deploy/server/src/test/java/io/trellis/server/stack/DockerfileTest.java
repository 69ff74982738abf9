package io.trellis.server.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.SourceTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** deploy/Dockerfile, read instruction by instruction; what its commands do is ImageIT's. */
class DockerfileTest {
    private static final Dockerfile FILE = Dockerfile.read();

    @Test
    void hasNoInstructionThatDockerDoesNotKnow() {
        assertThat(FILE.instructions())
                .extracting(Dockerfile.Instruction::name)
                .isSubsetOf(
                        "FROM",
                        "WORKDIR",
                        "COPY",
                        "RUN",
                        "ENV",
                        "USER",
                        "VOLUME",
                        "EXPOSE",
                        "HEALTHCHECK",
                        "ENTRYPOINT");
        assertThat(FILE.instructions().getFirst().name()).isEqualTo("FROM");
    }

    @Test
    void buildsOnTheJavaTheProjectIsMadeForAndNamesItsVersion() {
        List<String> images = FILE.all("FROM").map(Dockerfile.Instruction::text).toList();
        assertThat(images)
                .allSatisfy(image -> assertThat(image).matches("eclipse-temurin:25-(jdk|jre)-noble( AS \\w+)?"));
        assertThat(images.getLast()).as("nothing to compile with").contains("-jre-");
    }

    @Test
    void copiesOnlyWhatIsThere() {
        Set<String> stages = FILE.all("FROM")
                .map(from -> from.text().replaceAll(".* AS ", ""))
                .collect(Collectors.toSet());
        FILE.all("COPY").forEach(copy -> {
            List<String> words = List.of(copy.text().split("\\s+"));
            if (words.getFirst().startsWith("--from=")) {
                assertThat(stages).contains(words.getFirst().substring("--from=".length()));
            } else {
                words.subList(0, words.size() - 1)
                        .forEach(source ->
                                assertThat(SourceTree.root().resolve(source)).exists());
            }
        });
    }

    @Test
    void theBuildGetsEverythingItNeedsAndNothingOfThisMachine() {
        List<String> ignored = Stream.of(SourceTree.read(SourceTree.root().resolve(".dockerignore"))
                        .split("\n"))
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(ignored).contains(".git", "**/target", "**/node_modules", "**/.env", "**/data");
        Set<String> needed = new TreeSet<>(Set.of("deploy/image", "deploy/launch.sh", "mvnw", ".mvn", "pom.xml"));
        SourceTree.read(SourceTree.root().resolve("pom.xml"))
                .lines()
                .filter(line -> line.contains("<module>"))
                .forEach(line -> needed.add(line.replaceAll("</?module>", "").strip()));
        assertThat(needed).contains("metadata", "deploy/server").doesNotContainAnyElementsOf(ignored);
    }

    @Test
    void doesNotRunAsRootAndStopsWhenTold() {
        assertThat(FILE.last("USER").text()).matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(FILE.last("ENTRYPOINT").words())
                .as("without a shell, which would keep the signal to itself")
                .first()
                .isEqualTo("java");
        assertThat(FILE.last("HEALTHCHECK").text()).contains("CMD [\"/opt/trellis/healthcheck.sh\"]");
    }

    @Test
    void learnsTheCacheWithTheFlagsItIsUsedWith() {
        String options = "@/opt/trellis/jvm.options";
        assertThat(FILE.last("ENTRYPOINT").words())
                .contains(options, "-XX:AOTCache=/opt/trellis/app.aot", "/opt/trellis/trellis.jar");
        assertThat(FILE.training())
                .contains("JVM_FLAGS=" + options, "/opt/trellis/trellis.jar", "/opt/trellis/app.aot");
        assertThat(FILE.after(FILE.last("USER")))
                .extracting(Dockerfile.Instruction::name)
                .doesNotContain("RUN", "COPY");
        assertThat(Path.of(FILE.last("WORKDIR").text())).isEqualTo(Path.of("/var/lib/trellis"));
    }
}
