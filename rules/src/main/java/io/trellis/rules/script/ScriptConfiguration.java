package io.trellis.rules.script;

import io.trellis.rules.script.sandbox.Sandbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one sandbox of the server. */
@Configuration(proxyBeanMethods = false)
class ScriptConfiguration {
    @Bean(destroyMethod = "close")
    Sandbox sandbox() {
        return new Sandbox();
    }
}
