package io.trellis.platform.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Traces by the OpenTelemetry SDK, sent in batches by OTLP over HTTP; loaded only where somebody asked for traces. Thread-safe. */
final class OtlpTracer implements Tracer {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final TextMapGetter<String> TRACEPARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of("traceparent");
        }

        @Override
        public String get(String carrier, String key) {
            return key.equals("traceparent") ? carrier : null;
        }
    };

    private final SdkTracerProvider provider;
    private final io.opentelemetry.api.trace.Tracer tracer;

    /**
     * @param endpoint the collector's address, to which {@code /v1/traces} is added
     * @param headers sent along, e.g. a token
     * @param share of traces begun here that are kept, 0 to 1; who calls with a trace decides for itself
     * @param delayMillis how long spans are gathered before they are sent
     */
    OtlpTracer(
            String endpoint, Map<String, String> headers, String service, String node, double share, long delayMillis) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.replaceAll("/+$", "") + "/v1/traces")
                .setTimeout(10, TimeUnit.SECONDS);
        headers.forEach(exporter::addHeader);
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().toBuilder()
                        .put("service.name", service)
                        .put("service.instance.id", node)
                        .build())
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setScheduleDelay(delayMillis, TimeUnit.MILLISECONDS)
                        .build())
                .build();
        tracer = provider.get("io.trellis");
    }

    @Override
    public Span begin(String name, String what, boolean current) {
        io.opentelemetry.api.trace.Span span =
                tracer.spanBuilder(name + " " + what).startSpan();
        return new Otel(span, current ? span.makeCurrent() : Scope.noop());
    }

    @Override
    public Span beginCall(String traceparent, String method) {
        SpanBuilder builder = tracer.spanBuilder(method).setSpanKind(SpanKind.SERVER);
        if (traceparent != null) {
            builder.setParent(
                    W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, TRACEPARENT));
        } else {
            builder.setNoParent();
        }
        io.opentelemetry.api.trace.Span span = builder.startSpan();
        return new Otel(span, span.makeCurrent());
    }

    private record Otel(io.opentelemetry.api.trace.Span span, Scope scope) implements Span {
        @Override
        public String traceId() {
            return span.getSpanContext().getTraceId();
        }

        @Override
        public void failed(Throwable failure) {
            span.setAttribute(ERROR, failure.getClass().getName());
            span.setStatus(StatusCode.ERROR);
        }

        @Override
        public void call(String method, String route, int status) {
            span.updateName(method + " " + route);
            span.setAttribute(METHOD, method);
            span.setAttribute(ROUTE, route);
            span.setAttribute(STATUS, (long) status);
            if (status >= 500) {
                span.setStatus(StatusCode.ERROR);
            }
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }

    @Override
    public void close() {
        provider.shutdown().join(5, TimeUnit.SECONDS);
    }
}
