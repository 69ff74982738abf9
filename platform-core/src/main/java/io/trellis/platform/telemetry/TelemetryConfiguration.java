package io.trellis.platform.telemetry;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Metrics where {@code trellis.management.port} is set, traces where {@code OTEL_EXPORTER_OTLP_ENDPOINT} is; without either the libraries'
 * classes are not even loaded.
 */
@Configuration(proxyBeanMethods = false)
class TelemetryConfiguration implements WebMvcConfigurer {
    @Bean(destroyMethod = "close")
    Tracer tracer(
            @Value("${OTEL_EXPORTER_OTLP_ENDPOINT:}") String endpoint,
            @Value("${OTEL_EXPORTER_OTLP_HEADERS:}") String headers,
            @Value("${OTEL_SERVICE_NAME:trellis}") String service,
            @Value("${OTEL_TRACES_SAMPLER_ARG:1.0}") double share,
            @Value("${OTEL_BSP_SCHEDULE_DELAY:5000}") long delayMillis,
            @Value("${trellis.node:}") String node) {
        return endpoint.isBlank()
                ? Tracer.NONE
                : new OtlpTracer(
                        endpoint.strip(),
                        headers(headers),
                        service,
                        node.isBlank() ? host() : node,
                        share,
                        delayMillis);
    }

    /** As OpenTelemetry writes them: {@code name=value,name=value}. */
    private static Map<String, String> headers(String text) {
        return Arrays.stream(text.split(","))
                .filter(pair -> pair.contains("="))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip()));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "node";
        }
    }

    @Bean
    Telemetry telemetry(Tracer tracer, @Value("${trellis.management.port:}") String port) {
        Meters meters = port.isBlank() ? Meters.NONE : new PrometheusMeters();
        return meters == Meters.NONE && tracer == Tracer.NONE ? Telemetry.NONE : new Telemetry(meters, tracer);
    }

    /** None where no port is set. */
    @Bean
    MetricsServer metricsServer(
            Telemetry telemetry,
            @Value("${trellis.management.address:127.0.0.1}") String address,
            @Value("${trellis.management.port:}") String port,
            @Value("${trellis.management.token:}") String token) {
        return port.isBlank()
                ? null
                : new MetricsServer(telemetry.meters, address, Integer.parseInt(port.strip()), token.strip());
    }

    @Bean
    static BeanPostProcessor storeProbe(ObjectProvider<Telemetry> telemetry) {
        return new StoreProbe(telemetry);
    }

    @Bean
    FilterRegistrationBean<CallFilter> calls(Telemetry telemetry, @Value("${trellis.log.calls:false}") boolean logged) {
        var registration = new FilterRegistrationBean<>(new CallFilter(telemetry, logged));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
        return registration;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RouteForTheLog());
    }

    private static final class RouteForTheLog implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route) {
                LogContext.route(route);
            }
            return true;
        }
    }
}
