package io.trellis.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;

class ReadinessTest {
    private final StaticApplicationContext context = new StaticApplicationContext();

    private record Named(String name, Runnable action) implements ReadinessCheck {
        @Override
        public void check() {
            action.run();
        }
    }

    private ApplicationAvailability availability(ReadinessState state) {
        var bean = new ApplicationAvailabilityBean();
        bean.onApplicationEvent(new AvailabilityChangeEvent<>(context, state));
        return bean;
    }

    private Readiness ready(ReadinessCheck... checks) {
        return new Readiness(availability(ReadinessState.ACCEPTING_TRAFFIC), List.of(checks), Duration.ZERO);
    }

    @Test
    void isReadyWhenStartedAndEverythingIsReached() {
        assertThat(ready(new Named("store", () -> {})).missing()).isEmpty();
        assertThat(new Readiness(availability(ReadinessState.REFUSING_TRAFFIC), List.of(), Duration.ZERO).missing())
                .containsExactly("starting");
    }

    @Test
    void namesWhatIsOutOfReach() {
        assertThat(ready(
                                new Named("store", () -> {
                                    throw new IllegalStateException("secret address");
                                }),
                                new Named("other", () -> {}))
                        .missing())
                .containsExactly("store");
    }

    @Test
    void doesNotWaitForWhatNeverAnswers() {
        var never = new CountDownLatch(1);
        assertThat(ready(new Named("store", () -> {
                            try {
                                never.await();
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            }
                        }))
                        .missing())
                .containsExactly("store");
    }

    @Test
    void isNotReadyOnceTheServerIsClosing() {
        Readiness readiness = ready();
        readiness.onApplicationEvent(new ContextClosedEvent(context));
        assertThat(readiness.missing()).containsExactly("draining");
        assertThat(readiness.draining()).isTrue();
    }
}
