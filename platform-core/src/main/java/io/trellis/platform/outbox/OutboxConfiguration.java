package io.trellis.platform.outbox;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code trellis.outbox.*}: how patient the outbox is with listeners. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {
    @Bean
    OutboxSettings outboxSettings(
            @Value("${trellis.outbox.batch:500}") int batch,
            @Value("${trellis.outbox.attempts:10}") int attempts,
            @Value("${trellis.outbox.first-pause:1s}") Duration firstPause,
            @Value("${trellis.outbox.longest-pause:5m}") Duration longestPause,
            @Value("${trellis.outbox.waiting-most:20000}") int waitingMost,
            @Value("${trellis.outbox.kept:7d}") Duration kept,
            @Value("${trellis.outbox.tail:10m}") Duration tail) {
        return new OutboxSettings(batch, attempts, firstPause, longestPause, waitingMost, kept, tail);
    }
}
