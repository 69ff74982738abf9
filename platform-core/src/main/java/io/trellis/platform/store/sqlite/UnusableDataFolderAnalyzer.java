package io.trellis.platform.store.sqlite;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows two sentences instead of a hundred lines of stack trace. */
final class UnusableDataFolderAnalyzer extends AbstractFailureAnalyzer<UnusableDataFolder> {
    @Override
    protected FailureAnalysis analyze(Throwable root, UnusableDataFolder cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action, root);
    }
}
