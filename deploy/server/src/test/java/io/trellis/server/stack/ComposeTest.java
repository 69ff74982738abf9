package io.trellis.server.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/compose: a stack that the tool accepts, that lets nobody in but through the proxy, and that has no secret in a file of the project. */
class ComposeTest {
    private static final Path FOLDER = SourceTree.root().resolve("deploy/compose");
    private static final Map<String, Object> STACK = Yaml.read(FOLDER.resolve("compose.yaml"));
    private static final Map<String, Object> SERVICES = Yaml.map(STACK.get("services"));
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(:[-?][^}]*)?}");

    @TempDir
    Path copy;

    @Test
    void isAcceptedByTheToolOncePrepared() throws Exception {
        Tool compose = Tool.get("docker-compose", "docker-compose");
        copyFolder();
        Tool.Output before = compose.run(copy, "config", "-q");
        assertThat(before.exit()).isNotZero();
        assertThat(before.text()).contains("run ./prepare.sh first");

        prepare();
        Tool.Output after = compose.run(copy, "config", "-q");
        assertThat(after.text()).isEmpty();
        assertThat(after.exit()).isZero();
    }

    @Test
    void preparingMakesFreshPasswordsOnceAndKeepsThem() throws Exception {
        copyFolder();
        prepare();
        String first = Files.readString(copy.resolve(".env"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve(".env"))))
                .isEqualTo("rw-------");
        assertThat(secretsOf(first)).hasSize(7).doesNotHaveDuplicates().allMatch(secret -> secret.matches("\\w{64}"));
        prepare();
        assertThat(copy.resolve(".env")).hasContent(first);

        Files.writeString(copy.resolve(".env"), first.replaceAll("(?m)^SEARCH_PASSWORD=.*\n", ""));
        prepare();
        assertThat(secretsOf(Files.readString(copy.resolve(".env"))))
                .as("a password that an upgrade brings")
                .hasSize(7);
    }

    @Test
    void hasWhatTheProductNeedsInProduction() {
        assertThat(SERVICES.keySet())
                .contains("mongo1", "mongo2", "mongo3", "elasticsearch", "postgres", "node1", "node2", "proxy");
        Map<String, Object> first = new HashMap<>(Yaml.map(SERVICES.get("node1")));
        Map<String, Object> second = new HashMap<>(Yaml.map(SERVICES.get("node2")));
        assertThat(first.remove("hostname")).isNotEqualTo(second.remove("hostname"));
        assertThat(first).as("nodes are alike").isEqualTo(second);
    }

    @Test
    void onlyTheProxyIsToBeReachedAndFromThisMachineUnlessToldOtherwise() {
        SERVICES.forEach((name, service) -> {
            List<String> ports = Yaml.list(Yaml.at(service, "ports"));
            if (name.equals("proxy")) {
                assertThat(ports).isNotEmpty().allMatch(port -> port.startsWith("${PROXY_ADDRESS:-127.0.0.1}:"));
            } else {
                assertThat(ports).as(name).isEmpty();
            }
        });
        assertThat(Yaml.at(STACK, "networks.stores.internal")).isEqualTo(true);
        assertThat(Yaml.list(Yaml.at(SERVICES, "proxy.networks"))).containsExactly("web");
    }

    @Test
    void everyContainerIsBoundedAndHasNoRightsItDoesNotNeed() {
        SERVICES.forEach((name, service) -> {
            assertThat(Yaml.at(service, "mem_limit")).as(name).isNotNull();
            assertThat(Yaml.at(service, "pids_limit")).as(name).isNotNull();
            assertThat(Yaml.list(Yaml.at(service, "cap_drop"))).as(name).containsExactly("ALL");
            assertThat(Yaml.list(Yaml.at(service, "security_opt"))).as(name).containsExactly("no-new-privileges:true");
            assertThat(Yaml.at(service, "privileged")).as(name).isNull();
            String image = (String) Yaml.at(service, "image");
            assertThat(image).as(name).matches("[\\w./-]+:(\\$\\{\\w+:-)?\\d[\\w.-]*}?");
        });
    }

    @Test
    void everyContainerThatStaysSaysWhetherItIsWell() {
        SERVICES.forEach((name, service) -> {
            boolean once = "on-failure".equals(Yaml.at(service, "restart"));
            // The nodes' check is in their image.
            boolean checked = Yaml.at(service, "healthcheck") != null || name.startsWith("node");
            assertThat(once || checked).as(name).isTrue();
            assertThat(once ? "unless-stopped" : Yaml.at(service, "restart"))
                    .as(name)
                    .isEqualTo("unless-stopped");
        });
    }

    @Test
    void everyVariableIsExplainedAndNoSecretHasAValue() throws IOException {
        String text = Files.readString(FOLDER.resolve("compose.yaml"));
        String example = Files.readString(FOLDER.resolve(".env.example"));
        TreeSet<String> used = new TreeSet<>();
        for (Matcher matcher = VARIABLE.matcher(text); matcher.find(); ) {
            used.add(matcher.group(1));
            if (secret(matcher.group(1))) {
                assertThat(matcher.group(2)).as(matcher.group(1)).startsWith(":?");
            }
        }
        TreeSet<String> explained = Pattern.compile("(?m)^([A-Z_]+)=")
                .matcher(example)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.equals("COMPOSE_PROJECT_NAME"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).isEqualTo(explained);
        assertThat(secretsOf(example)).allMatch(String::isEmpty);
        SERVICES.forEach(
                (name, service) -> Yaml.map(Yaml.at(service, "environment")).forEach((key, value) -> assertThat(
                                !secret(key) || value.toString().matches("\\$\\{\\w+:\\?.*}"))
                        .as(name + " " + key)
                        .isTrue()));
    }

    @Test
    void theFilesItMountsAreThere() {
        SERVICES.forEach((name, service) -> Yaml.<String>list(Yaml.at(service, "volumes")).stream()
                .filter(volume -> volume.startsWith("."))
                .forEach(volume -> assertThat(FOLDER.resolve(volume.split(":")[0]))
                        .as(name)
                        .exists()));
    }

    private static boolean secret(String name) {
        return name.matches(".*(PASSWORD|TOKEN|KEY)");
    }

    private static List<String> secretsOf(String env) {
        return Pattern.compile("(?m)^[A-Z_]+(?:PASSWORD|TOKEN|KEY)=(.*)$")
                .matcher(env)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private void copyFolder() throws IOException {
        for (String name : List.of("compose.yaml", ".env.example", "prepare.sh")) {
            Files.copy(FOLDER.resolve(name), copy.resolve(name));
        }
    }

    private void prepare() throws Exception {
        Tool.Output output = Tool.get("bash", "bash").run(copy, "prepare.sh");
        assertThat(output.exit()).as(output.text()).isZero();
    }
}
