package io.trellis.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shape of the house: which module may import which, who alone imports an engine, and that no generic code names an object. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.trellis");

    @Test
    void metadataKnowsNothingAboveItAndNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("io.trellis.metadata..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.trellis.platform..",
                        "io.trellis.openapi..",
                        "io.trellis.apps..",
                        "io.trellis.server..",
                        "org.springframework..",
                        "java.sql..",
                        "jakarta..")
                .check(CLASSES);
    }

    @Test
    void thePlatformKnowsNothingAboveIt() {
        noClasses()
                .that()
                .resideInAPackage("io.trellis.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.trellis.rules..", "io.trellis.openapi..", "io.trellis.apps..", "io.trellis.server..")
                .check(CLASSES);
    }

    @Test
    void rulesKnowOnlyThePlatform() {
        noClasses()
                .that()
                .resideInAPackage("io.trellis.rules..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.trellis.openapi..", "io.trellis.apps..", "io.trellis.server..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void appsAndOpenApiDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.trellis.apps..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.trellis.openapi..", "io.trellis.server..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.trellis.openapi..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.trellis.server..")
                .check(CLASSES);
    }

    @Test
    void everyEngineHasOneImporter() {
        onlyImporter("io.trellis.platform.store..", "java.sql..", "org.sqlite..", "com.mongodb..", "org.bson..");
        onlyImporter("io.trellis.platform.store.s3..", "software.amazon..");
        onlyImporter("io.trellis.platform.access..", "org.casbin..");
        onlyImporter("io.trellis.platform.transfer..", "org.apache.poi..");
        onlyImporter("io.trellis.platform.telemetry..", "io.micrometer..", "io.prometheus..", "io.opentelemetry..");
        onlyImporter("io.trellis.platform.search.lucene..", "org.apache.lucene..");
        onlyImporter("io.trellis.platform.search.elasticsearch..", "co.elastic..");
        onlyImporter("io.trellis.rules.script.sandbox..", "org.graalvm..");
    }

    private static void onlyImporter(String importer, String... engines) {
        noClasses()
                .that()
                .resideOutsideOfPackage(importer)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(engines)
                .check(CLASSES);
    }

    @Test
    void packagesAreNamedByFeature() {
        classes()
                .should()
                .resideOutsideOfPackages(
                        "..controller..", "..service..", "..dto..", "..impl..", "..util..", "..utils..", "..helper..")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<Path> folders = mainJava().stream().map(Path::getParent).collect(Collectors.toSet());
        assertThat(folders).allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                .exists());
    }

    @Test
    void aThirdOfTheTypesStayInsideTheirPackage() {
        List<JavaClass> types = CLASSES.stream()
                .filter(type -> !type.isNestedClass() && !type.getSimpleName().equals("package-info"))
                .toList();
        long hidden = types.stream()
                .filter(type -> !type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();
        assertThat(hidden * 100.0 / types.size()).as("package-private share, %").isGreaterThan(33);
    }

    @Test
    void noFileHoldsMoreThanAReaderCan() {
        List<Path> files = new ArrayList<>(SourceTree.files("", ".java"));
        files.addAll(SourceTree.files("ui/src", ".ts", ".tsx"));
        // Generated from the API document, read by nobody.
        files.removeIf(file -> file.endsWith("src/api/schema.ts"));
        assertThat(files)
                .allSatisfy(file -> assertThat(SourceTree.read(file).lines().count())
                        .as(file.toString())
                        .isLessThanOrEqualTo(500));
    }

    @Test
    void genericCodeNamesNoConcreteObject() {
        Set<String> objects = SourceTree.files("apps/src/main/resources/packages", ".yaml").stream()
                .filter(file -> file.getParent().endsWith("objects"))
                .map(file -> file.getFileName().toString().replace(".yaml", ""))
                .collect(Collectors.toSet());
        assertThat(objects).contains("account", "opportunity");
        // Also a word of the language: a menu's position among the menus.
        objects.remove("order");
        Pattern literal = Pattern.compile("[\"'`](" + String.join("|", objects) + ")[\"'`]");
        List<String> found = new ArrayList<>();
        List<Path> generic = new ArrayList<>(mainJava());
        generic.removeIf(file -> file.startsWith(SourceTree.root().resolve("apps")));
        for (Path file : SourceTree.files("ui/src", ".ts", ".tsx")) {
            if (!file.getFileName().toString().contains(".test.")) {
                generic.add(file);
            }
        }
        for (Path file : generic) {
            Matcher matcher = literal.matcher(withoutComments(SourceTree.read(file)));
            while (matcher.find()) {
                found.add(SourceTree.root().relativize(file) + ": " + matcher.group());
            }
        }
        assertThat(found).isEmpty();
    }

    private static String withoutComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
    }

    private static List<Path> mainJava() {
        return SourceTree.files("", ".java").stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .filter(Files::isRegularFile)
                .toList();
    }
}
