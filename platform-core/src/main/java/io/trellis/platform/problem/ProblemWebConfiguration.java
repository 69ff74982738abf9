package io.trellis.platform.problem;

import jakarta.servlet.MultipartConfigElement;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/** What the web layer accepts: strict JSON within limits, and nothing larger than it should be. */
@Configuration(proxyBeanMethods = false)
class ProblemWebConfiguration {
    /** Deep nesting exhausts the stack, long names and numbers the processor; nothing real comes near these. */
    @Bean
    JsonFactoryBuilderCustomizer jsonLimits(@Value("${trellis.limits.json:12MB}") DataSize limit) {
        return factory -> factory.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(100)
                        .maxStringLength((int) limit.toBytes())
                        .maxNameLength(1000)
                        .maxNumberLength(400)
                        .build());
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    JsonMapperBuilderCustomizer strictJson() {
        return mapper -> mapper.enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.USE_LONG_FOR_INTS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, textual -> textual.setCoercion(
                                CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit(@Value("${trellis.limits.json:12MB}") DataSize limit) {
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(limit.toBytes(), Set.of("/api/v1/files")));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return registration;
    }

    /** Files go to disk at once, so that an upload costs no memory. */
    @Bean
    MultipartConfigElement uploadLimit(@Value("${trellis.limits.upload:200MB}") DataSize limit) {
        var factory = new MultipartConfigFactory();
        factory.setMaxFileSize(limit);
        factory.setMaxRequestSize(DataSize.ofBytes(limit.toBytes() + 1024 * 1024));
        factory.setFileSizeThreshold(DataSize.ofKilobytes(64));
        return factory.createMultipartConfig();
    }

    /**
     * Problem documents for what Tomcat itself refuses. A refused body is still read for a while, since a client that is cut off
     * while sending never gets to see why.
     */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> noContainerPages() {
        return factory -> {
            factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemReportValve()));
            factory.addConnectorCustomizers(connector -> {
                connector.setXpoweredBy(false);
                connector.setProperty("maxSwallowSize", String.valueOf(64L * 1024 * 1024));
            });
        };
    }
}
