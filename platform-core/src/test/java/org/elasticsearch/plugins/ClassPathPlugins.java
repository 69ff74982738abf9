package org.elasticsearch.plugins;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.settings.Settings;

/** Plugins from the class path instead of from folders. In the engine's package because it lets nobody else make them. */
public final class ClassPathPlugins extends PluginsService {
    private final List<LoadedPlugin> plugins;

    public ClassPathPlugins(Settings settings, Path config, List<Plugin> plugins) {
        super(settings, config, loader());
        this.plugins = plugins.stream()
                .map(plugin -> new LoadedPlugin(
                        descriptor(plugin), plugin, plugin.getClass().getClassLoader()))
                .toList();
    }

    public static PluginsLoader loader() {
        return PluginsLoader.createPluginsLoader(Set.of(), Set.of(), Map.of(), false);
    }

    private static PluginDescriptor descriptor(Plugin plugin) {
        return new PluginDescriptor(
                plugin.getClass().getName(),
                "",
                "",
                "",
                "",
                plugin.getClass().getName(),
                null,
                List.of(),
                false,
                false,
                false,
                false,
                PluginDescriptor.DeploymentTarget.ALL);
    }

    @Override
    protected List<LoadedPlugin> plugins() {
        return plugins == null ? List.of() : plugins;
    }
}
