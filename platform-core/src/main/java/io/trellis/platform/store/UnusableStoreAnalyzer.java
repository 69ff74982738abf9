package io.trellis.platform.store;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows two sentences instead of a hundred lines of stack trace. */
final class UnusableStoreAnalyzer extends AbstractFailureAnalyzer<UnusableStore> {
    @Override
    protected FailureAnalysis analyze(Throwable root, UnusableStore cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), root);
    }
}
