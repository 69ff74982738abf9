package io.trellis.server.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An environment variable that nothing reads is a setting that silently has no effect: each one set for the nodes is looked for in the product. */
class SettingsTest {
    /** Settings by name, as they stand in the product's sources: {@code trellis.store}, {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    private static final Pattern READ = Pattern.compile("[\"{$]((?:trellis|otel)\\.[a-z.-]+|(?:TRELLIS|OTEL)_[A-Z_]+)");

    @Test
    void theImageSetsOnlyWhatTheProductReads() throws IOException {
        Set<String> set = new TreeSet<>();
        Pattern.compile("([A-Z_]+)=\\S+")
                .matcher(Dockerfile.read().last("ENV").text())
                .results()
                .forEach(found -> set.add(found.group(1)));
        assertThat(set).contains("TRELLIS_HOME");
        assertThat(unknown(set)).isEmpty();
    }

    @Test
    void theComposeStackSetsOnlyWhatTheProductReads() throws IOException {
        Path file = SourceTree.root().resolve("deploy/compose/compose.yaml");
        Set<String> set =
                Yaml.map(Yaml.at(Yaml.read(file), "services.node1.environment")).keySet();
        assertThat(set).contains("TRELLIS_STORE", "TRELLIS_SEARCH");
        assertThat(unknown(set)).isEmpty();
    }

    /** Those that neither the product's sources nor Spring Boot's settings name. */
    static Set<String> unknown(Set<String> variables) throws IOException {
        Set<String> known = settingsOfTheFramework();
        for (Path file : SourceTree.files("", ".java", ".yaml")) {
            if (file.toString().contains("/src/main/")) {
                READ.matcher(SourceTree.read(file)).results().forEach(found -> known.add(plain(found.group(1))));
            }
        }
        Set<String> unknown = new TreeSet<>(variables);
        unknown.removeIf(variable -> known.contains(plain(variable)));
        return unknown;
    }

    private static Set<String> settingsOfTheFramework() throws IOException {
        Set<String> known = new HashSet<>();
        for (URL url : Collections.list(
                SettingsTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = url.openStream()) {
                for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
                    known.add(plain(property.path("name").asString()));
                }
            }
        }
        assertThat(known).contains("serverport");
        return known;
    }

    /** An environment variable and a property that are the same setting. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
    }
}
