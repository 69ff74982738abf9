package io.trellis.platform.publish;

import static io.trellis.platform.publish.PublishFixture.TENANT;
import static io.trellis.platform.publish.PublishFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trellis.metadata.Problem;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.packages.PackageContent;
import io.trellis.metadata.packages.PackageReader;
import io.trellis.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallerTest {
    @TempDir
    Path folder;

    private PublishFixture on;
    private final Shelf shelf = new Shelf();
    private Installer installer;

    /** Packages of this test beside those of the class path. */
    private static final class Shelf extends PackageFolders {
        final Map<String, Map<String, byte[]>> folders = new TreeMap<>();

        void file(String path, String text) {
            String[] parts = path.split("/", 2);
            folders.computeIfAbsent(parts[0], _ -> new TreeMap<>())
                    .put(parts[1], text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        Map<String, PackageContent> available() {
            var all = new LinkedHashMap<>(super.available());
            folders.keySet().forEach(name -> find(name).ifPresent(content -> all.put(name, content)));
            return all;
        }

        @Override
        Optional<PackageContent> find(String name) {
            if (!folders.containsKey(name)) {
                return super.find(name);
            }
            PackageReader.Result result = PackageReader.read(folders.get(name));
            if (!result.problems().isEmpty()) {
                throw ProblemException.invalid("INVALID_PACKAGE", result.problems());
            }
            return result.content();
        }
    }

    @BeforeEach
    void open() {
        on = new PublishFixture(folder);
        installer = new Installer(on.publisher, shelf);
        shelf.file("places/package.yaml", "{name: places, version: 1.0.0, label: Places}");
        shelf.file(
                "places/objects/place.yaml",
                "{name: place, label: Place, fields: [{name: name, type: text, max: 40}, {name: size, type: integer}]}");
        shelf.file("places/views/place.all.yaml", "{name: all, object: place, columns: [name]}");
        shelf.file("trips/package.yaml", "{name: trips, version: 1.0.0, dependsOn: [places]}");
        shelf.file(
                "trips/objects/trip.yaml",
                "{name: trip, fields: [{name: name, type: text}, {name: place, type: lookup, target: place}]}");
    }

    @AfterEach
    void close() {
        on.close();
    }

    @Test
    void bringsWhatAPackageNeeds() {
        Packages.PackageReport report = installer.install(on.admin, List.of("trips"));

        assertThat(report.installed()).containsExactly("places", "trips");
        assertThat(on.publisher.current(TENANT).getObject("trip").definition().packageName())
                .isEqualTo("trips");
        assertThat(installer.list(on.admin))
                .extracting(state -> state.name() + " " + state.state())
                .contains("places installed", "system installed", "trips installed");
        assertThat(installer.install(on.admin, List.of("trips")).installed()).isEmpty();
    }

    @Test
    void anUpgradeKeepsWhatTheTenantChanged() {
        installer.install(on.admin, List.of("places"));
        on.field("place", "mine", "{\"type\": \"text\"}");
        on.field("place", "size", "{\"type\": \"integer\", \"label\": \"Own label\"}");
        shelf.file("places/package.yaml", "{name: places, version: 1.1.0}");
        shelf.file("places/objects/place.yaml", """
                {name: place, label: Spot, fields: [{name: name, type: text, max: 80}, {name: size, type: integer},
                  {name: fresh, type: date}]}""");

        assertThat(state("places")).isEqualTo("upgradable");
        Packages.PackageReport report = installer.upgrade(on.admin, "places");

        var place = on.publisher.current(TENANT).getObject("place");
        assertThat(place.fields()).containsKeys("mine", "fresh");
        assertThat(place.findField("size").orElseThrow().definition().label().in("en-US", ""))
                .isEqualTo("Own label");
        assertThat(place.findField("name").orElseThrow().definition().whole("max"))
                .contains(80);
        assertThat(place.definition().label().in("en-US", "")).isEqualTo("Spot");
        assertThat(report.conflicts()).isEmpty();
        assertThat(state("places")).isEqualTo("installed");
    }

    @Test
    void whereBothChangedTheTenantsStaysAndIsReported() {
        installer.install(on.admin, List.of("places"));
        on.field("place", "name", "{\"type\": \"text\", \"max\": 60}");
        shelf.file("places/package.yaml", "{name: places, version: 1.1.0}");
        shelf.file(
                "places/objects/place.yaml",
                "{name: place, label: Place, fields: [{name: name, type: text, max: 90}, {name: size, type: integer}]}");

        Packages.PackageReport report = installer.upgrade(on.admin, "places");

        assertThat(report.conflicts()).containsExactly("objects/place/fields/name");
        assertThat(on.publisher
                        .current(TENANT)
                        .getObject("place")
                        .findField("name")
                        .orElseThrow()
                        .definition()
                        .whole("max"))
                .contains(60);
    }

    @Test
    void whatTheTenantRemovedStaysAway() {
        installer.install(on.admin, List.of("places"));
        on.editor.remove(on.admin, Kinds.VIEWS, "place.all", false);
        shelf.file("places/package.yaml", "{name: places, version: 1.1.0}");
        shelf.file("places/views/place.big.yaml", "{name: big, object: place, columns: [name, size]}");

        installer.upgrade(on.admin, "places");

        assertThat(on.publisher.current(TENANT).views())
                .containsKey("place.big")
                .doesNotContainKey("place.all");
    }

    @Test
    void cantBeRemovedWhileItIsNeeded() {
        installer.install(on.admin, List.of("trips"));
        on.write("trip", "trip_1", Map.of("name", "a"));

        assertThat(codes(() -> installer.uninstall(on.admin, "places")))
                .contains("PACKAGE_NEEDED", "LOOKUP_TARGET_MISSING");
        assertThat(codes(() -> installer.uninstall(on.admin, "trips"))).containsExactly("OBJECT_HAS_RECORDS");
        assertThat(codes(() -> installer.uninstall(on.admin, "system"))).contains("SYSTEM_ELEMENT");
        assertThat(on.publisher.current(TENANT).findObject("place")).isPresent();
    }

    @Test
    void goesWithoutATrace() {
        installer.install(on.admin, List.of("trips"));

        installer.uninstall(on.admin, "trips");
        installer.uninstall(on.admin, "places");

        assertThat(on.publisher.current(TENANT).findObject("trip")).isEmpty();
        assertThat(state("trips")).isEqualTo("available");
        installer.install(on.admin, List.of("trips"));
    }

    @Test
    void aBadPackageIsRefusedWithFileAndLine() {
        shelf.file(
                "trips/objects/trip.yaml",
                "name: trip\nfields:\n  - {name: name, type: text}\n  - {name: p, type: lookup, target: plase}\n");

        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> installer.install(on.admin, List.of("trips")));

        assertThat(refused.problems()).singleElement().satisfies(problem -> assertThat(problem.params())
                .containsEntry("file", "objects/trip.yaml")
                .containsEntry("line", 4)
                .containsEntry("suggestion", "place"));
        assertThat(on.publisher.current(TENANT).findObject("place")).isEmpty();
    }

    @Test
    void takesNoNameThatIsTaken() {
        on.editor.put(
                on.admin,
                Kinds.OBJECTS,
                "place",
                json("{\"fields\": [{\"name\": \"name\", \"type\": \"text\"}]}"),
                false);

        assertThat(codes(() -> installer.install(on.admin, List.of("places")))).contains("ELEMENT_EXISTS");
    }

    private String state(String name) {
        return installer.list(on.admin).stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static List<String> codes(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problems().stream()
                .map(Problem::code)
                .toList();
    }
}
