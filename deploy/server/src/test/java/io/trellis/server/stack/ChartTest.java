package io.trellis.server.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import io.trellis.server.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** deploy/kubernetes: a chart that Helm accepts, whose manifests the API server would take as they are meant, and that keeps what operators rely on. */
class ChartTest {
    @TempDir
    Path folder;

    static Stream<String> valueSets() {
        return SourceTree.files("deploy/kubernetes/trellis/ci", "-values.yaml").stream()
                .map(file -> file.getFileName().toString().replace("-values.yaml", ""));
    }

    @Test
    void helmFindsNothingToComplainOf() throws Exception {
        // Lint takes the chart's own values, so the set that needs nothing else is put in their place.
        Path copy = folder.resolve("trellis");
        try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(Chart.FOLDER.relativize(file).toString()));
            }
        }
        String values = Files.readString(copy.resolve("values.yaml"));
        Files.writeString(
                copy.resolve("values.yaml"),
                values.replace("passwordSeed: \"\"", "passwordSeed: a text for tests that nobody should use")
                        .replaceAll("(?m)^  enabled: false\n  image:", "  enabled: true\n  image:"));
        LintResult result = new com.marcnuri.helm.Helm(copy).lint().strict().call();
        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
        assertThat(result.getMessages()).noneMatch(line -> line.contains("[ERROR]") || line.contains("[WARNING]"));
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void theApiServerWouldTakeEveryManifest(String values) throws Exception {
        List<Map<String, Object>> manifests = Chart.render(values);
        assertThat(manifests).hasSizeGreaterThan(4);
        for (Map<String, Object> manifest : manifests) {
            // Not a type of the API itself but of the Prometheus operator.
            if (!manifest.get("kind").equals("ServiceMonitor")) {
                assertThat(Chart.problems(manifest))
                        .as(manifest.get("kind").toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void theCheckAgainstTheTypesFindsWhatItShould() throws Exception {
        Map<String, Object> deployment = Chart.get(Chart.render("plain"), "Deployment", "crm-trellis");
        Map<String, Object> container = container(deployment);
        container.put("port", 80);
        assertThat(Chart.problems(deployment)).singleElement().asString().contains("`port`");
        container.remove("port");
        container.remove("name");
        assertThat(Chart.problems(deployment)).singleElement().asString().contains("`name`");
        container.put("name", "x");
        container.put("tty", "yes");
        assertThat(Chart.problems(deployment)).singleElement().asString().contains("/tty");
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void nothingRunsAsRootWithoutBoundsOrUnwatched(String values) {
        for (Map<String, Object> manifest : Chart.render(values)) {
            if (Yaml.at(manifest, "spec.template.spec") == null) {
                continue;
            }
            Object pod = Yaml.at(manifest, "spec.template.spec");
            assertThat(Yaml.at(pod, "securityContext.runAsNonRoot")).isEqualTo(true);
            assertThat((Integer) Yaml.at(pod, "securityContext.runAsUser")).isPositive();
            assertThat(Yaml.at(pod, "securityContext.seccompProfile.type")).isEqualTo("RuntimeDefault");
            assertThat(Yaml.at(pod, "automountServiceAccountToken")).isEqualTo(false);
            for (Object container : Yaml.list(Yaml.at(pod, "containers"))) {
                String name = manifest.get("kind") + " " + Yaml.at(container, "name");
                assertThat(Yaml.at(container, "securityContext.allowPrivilegeEscalation"))
                        .as(name)
                        .isEqualTo(false);
                assertThat(Yaml.list(Yaml.at(container, "securityContext.capabilities.drop")))
                        .as(name)
                        .containsExactly("ALL");
                assertThat(Yaml.map(container))
                        .as(name)
                        .containsKeys("startupProbe", "readinessProbe", "livenessProbe");
                assertThat(Yaml.at(container, "resources.limits.memory"))
                        .as(name)
                        .isNotNull();
                assertThat(Yaml.at(container, "resources.requests.cpu"))
                        .as(name)
                        .isNotNull();
                assertThat((String) Yaml.at(container, "image")).as(name).matches("[\\w./-]+:\\d[\\w.-]*");
            }
        }
    }

    @Test
    void aNodeLeavesWithoutLosingRequests() {
        Map<String, Object> deployment =
                Chart.get(Chart.render("plain", "shutdown.drainSeconds", "15"), "Deployment", "crm-trellis");
        Map<String, Object> container = container(deployment);
        assertThat(Yaml.<Object>list(Yaml.at(container, "lifecycle.preStop.exec.command")))
                .containsExactly("sleep", "15");
        assertThat(Yaml.at(deployment, "spec.template.spec.terminationGracePeriodSeconds"))
                .isEqualTo(75);
        assertThat(Yaml.at(deployment, "spec.strategy.rollingUpdate.maxUnavailable"))
                .isEqualTo(0);
        assertThat(Yaml.at(container, "securityContext.readOnlyRootFilesystem")).isEqualTo(true);
        assertThat(Yaml.list(Yaml.at(deployment, "spec.template.spec.topologySpreadConstraints")))
                .hasSize(2);
        assertThat(Yaml.at(deployment, "spec.replicas")).isEqualTo(3);
    }

    @Test
    void selectorsFindThePodsTheyMean() {
        List<Map<String, Object>> manifests = Chart.render("trial");
        for (String component : List.of("", "-mongodb", "-elasticsearch")) {
            Map<String, Object> pods =
                    Chart.get(manifests, component.isEmpty() ? "Deployment" : "StatefulSet", "crm-trellis" + component);
            Map<String, Object> labels = Yaml.map(Yaml.at(pods, "spec.template.metadata.labels"));
            assertThat(labels).containsAllEntriesOf(Yaml.map(Yaml.at(pods, "spec.selector.matchLabels")));
            assertThat(labels)
                    .containsAllEntriesOf(Yaml.map(
                            Yaml.at(Chart.get(manifests, "Service", "crm-trellis" + component), "spec.selector")));
            assertThat(labels)
                    .containsAllEntriesOf(Yaml.map(Yaml.at(
                            Chart.get(manifests, "NetworkPolicy", "crm-trellis" + component),
                            "spec.podSelector.matchLabels")));
        }
    }

    @Test
    void tryingItOutMakesStoresThatOnlyTheNodesReach() {
        List<Map<String, Object>> manifests = Chart.render("trial");
        Map<String, Object> container = container(Chart.get(manifests, "Deployment", "crm-trellis"));
        Map<String, Object> store = Yaml.<Map<String, Object>>list(container.get("env")).stream()
                .filter(variable -> variable.get("name").equals("TRELLIS_STORE"))
                .findFirst()
                .orElseThrow();
        assertThat(store.get("value").toString()).contains("@crm-trellis-mongodb-0.crm-trellis-mongodb:27017/");
        assertThat(Yaml.at(Chart.get(manifests, "Service", "-mongodb"), "spec.clusterIP"))
                .isEqualTo("None");
        Map<String, Object> script =
                Yaml.map(Chart.get(manifests, "ConfigMap", "-mongodb").get("data"));
        assertThat(script.get("replica-set.js"))
                .asString()
                .isEqualToIgnoringWhitespace(SourceTree.read(Chart.FOLDER.resolve("files/replica-set.js")));
        assertThat(Yaml.<Object>list(
                        Yaml.at(Chart.get(manifests, "NetworkPolicy", "-elasticsearch"), "spec.policyTypes")))
                .containsExactly("Ingress", "Egress");
        assertThat(Yaml.map(Yaml.at(Chart.get(manifests, "Secret", "-generated"), "stringData"))
                        .values())
                .doesNotHaveDuplicates()
                .allMatch(password -> password.toString().matches("[0-9a-f]{64}"));
    }

    @Test
    void theMonitorAsksWhatTheServiceOffers() {
        List<Map<String, Object>> manifests = Chart.render("external");
        Map<String, Object> monitor = Chart.get(manifests, "ServiceMonitor", "crm-trellis");
        Map<String, Object> service = Chart.get(manifests, "Service", "crm-trellis");
        assertThat(Yaml.map(Yaml.at(service, "metadata.labels")))
                .containsAllEntriesOf(Yaml.map(Yaml.at(monitor, "spec.selector.matchLabels")));
        assertThat(Yaml.<Map<String, Object>>list(Yaml.at(monitor, "spec.endpoints")))
                .singleElement()
                .satisfies(endpoint -> {
                    assertThat(endpoint).containsOnlyKeys("port", "path", "interval", "authorization");
                    assertThat(endpoint).containsEntry("port", "management").containsEntry("path", "/metrics");
                    assertThat(Yaml.<Map<String, Object>>list(Yaml.at(service, "spec.ports")))
                            .anyMatch(port -> port.get("name").equals(endpoint.get("port")));
                });
    }

    @Test
    void saysWhatIsMissingInsteadOfStartingWithoutIt() {
        refuses("store", "store: put TRELLIS_STORE", "plain", "store", "");
        refuses("search", "search=https://", "plain", "search", "");
        refuses("names", "names in hosts", "plain", "ingress.enabled", "true");
        refuses("two stores", "two stores", "plain", "mongodb.enabled", "true");
        refuses("own stores without passwords", "passwordSeed", "trial", "passwordSeed", "short");
        refuses("a misspelt value", "replicaCount", "plain", "replicaCount", "3");
        refuses("a moving version", "tag", "plain", "image.tag", "latest");
        refuses("another store", "store", "plain", "store", "mysql://x");
    }

    private static void refuses(String what, String why, String values, String... settings) {
        assertThatThrownBy(() -> Chart.render(values, settings)).as(what).hasMessageContaining(why);
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void setsOnlyWhatTheProductReads(String values) throws Exception {
        List<Map<String, Object>> manifests = Chart.render(values);
        Map<String, Object> container = container(Chart.get(manifests, "Deployment", "crm-trellis"));
        TreeSet<String> variables = new TreeSet<>(
                Yaml.map(Chart.get(manifests, "ConfigMap", "crm-trellis").get("data"))
                        .keySet());
        Yaml.<Map<String, Object>>list(container.get("env"))
                .forEach(variable -> variables.add(variable.get("name").toString()));
        // The password stands in another variable's value, the last is the Java launcher's.
        variables.removeAll(List.of("MONGO_PASSWORD", "JDK_JAVA_OPTIONS"));
        assertThat(variables).contains("TRELLIS_FILES");
        assertThat(SettingsTest.unknown(variables)).isEmpty();
    }

    private static Map<String, Object> container(Map<String, Object> deployment) {
        return Yaml.map(
                Yaml.list(Yaml.at(deployment, "spec.template.spec.containers")).getFirst());
    }
}
