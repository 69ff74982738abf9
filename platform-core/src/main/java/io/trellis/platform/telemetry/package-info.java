/**
 * What operators see of a running node: request ids and who called in every line of the log, metrics for Prometheus, traces by OpenTelemetry.
 * The rest of the platform knows {@link io.trellis.platform.telemetry.Telemetry} only, which costs nothing where neither metrics nor traces are
 * asked for; nothing else imports Micrometer or OpenTelemetry. No personal data leaves this way: people appear as ids, records not at all.
 */
package io.trellis.platform.telemetry;
