package io.trellis.rules.score;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Scores are kept twice in a write: before scripts, which may read them, and after everything else that sets values, so that
 * they are never those of values that were changed once more. The second time finds nothing to do unless something was.
 */
@Configuration(proxyBeanMethods = false)
class ScoreConfiguration {
    private static final int BEFORE_SCRIPTS = 200;
    private static final int AFTER_EVERYTHING = 900;

    @Bean
    ScoreStep earlyScores(Scores scores) {
        return new ScoreStep(scores, BEFORE_SCRIPTS, false);
    }

    @Bean
    ScoreStep finalScores(Scores scores) {
        return new ScoreStep(scores, AFTER_EVERYTHING, true);
    }
}
