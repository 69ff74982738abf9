package org.elasticsearch.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.ClassPathPlugins;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.plugins.PluginsService;
import org.elasticsearch.transport.netty4.Netty4Plugin;

/**
 * A real Elasticsearch, one node, from the artifacts on the class path: {@code java … org.elasticsearch.node.SearchServer PORT FOLDER}. It
 * prints {@code started} once it answers on that port of this machine, and runs until it is killed or its input ends. For tests and
 * benchmarks only: there is no security, no script and no delete-by-query in it.
 */
public final class SearchServer {
    private SearchServer() {}

    private static final class LocalNode extends Node {
        LocalNode(Environment environment, PluginsLoader loader) {
            super(NodeConstruction.prepareConstruction(environment, loader, new Services(), false));
        }
    }

    private static final class Services extends NodeServiceProvider {
        @Override
        PluginsService newPluginService(Environment environment, PluginsLoader loader) {
            return new ClassPathPlugins(environment.settings(), environment.configDir(), List.of(new Netty4Plugin()));
        }
    }

    /**
     * @param arguments port and folder
     */
    @SuppressWarnings("PMD.SystemPrintln")
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[1]).toAbsolutePath();
        Files.createDirectories(home.resolve("config"));
        System.setProperty("es.nativelibs.path", home.toString());
        LogConfigurator.configureWithoutConfig(
                Settings.builder().put("logger.level", "WARN").build());
        Settings settings = Settings.builder()
                .put("path.home", home)
                .put("cluster.name", "trellis-test")
                .put("node.name", "test")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", Integer.parseInt(arguments[0]))
                .put("transport.port", "0")
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .put("action.destructive_requires_name", false)
                .build();
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), home.resolve("config"), () -> "test");
        try (Node node = new LocalNode(environment, ClassPathPlugins.loader())) {
            node.start();
            System.out.println("started");
            untilInputEnds();
        }
    }

    private static void untilInputEnds() throws IOException {
        while (System.in.read() >= 0) {
            // whoever started it closes the pipe, or dies
        }
    }
}
