package io.trellis.platform.archive.command;

import io.trellis.platform.archive.ArchiveFacts;
import io.trellis.platform.archive.Difference;
import io.trellis.platform.archive.Progress;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import java.io.PrintStream;
import java.util.List;

/** What a command tells whoever called it: results on the standard output, progress and refusals beside it. */
final class Console {
    private static final int TOLD_EVERY = 100_000;

    private final PrintStream out;
    private final PrintStream err;
    private final String locale;

    Console(PrintStream out, PrintStream err, String locale) {
        this.out = out;
        this.err = err;
        this.locale = locale;
    }

    String locale() {
        return locale;
    }

    void say(String sentence) {
        out.println(sentence);
    }

    void warn(String sentence) {
        err.println(sentence);
    }

    void refuse(ProblemException refused) {
        warn(ProblemTexts.text(refused.code(), locale, refused.params()) + " (" + refused.code() + ")");
        ProblemTexts.describe(refused.problems(), locale).forEach(problem -> warn("  " + problem.get("message")));
    }

    Progress progress() {
        return (part, lines) -> {
            if (lines % TOLD_EVERY == 0) {
                warn(part + " " + lines);
            }
        };
    }

    void show(ArchiveFacts facts) {
        facts.counts().forEach((part, lines) -> say(part + " " + lines));
        say("tenant " + facts.tenant() + ", made " + facts.createdAt() + ", metadata version " + facts.catalogVersion()
                + (facts.credentials() ? "" : ", without passwords"));
        say("bytes " + facts.bytes());
        say("fingerprint " + facts.fingerprint());
    }

    /** @return whether all of it is equal */
    boolean show(List<Difference> parts) {
        boolean equal = true;
        for (Difference part : parts) {
            if (part.equal()) {
                say(part.part() + " " + part.compared() + " equal " + part.content());
            } else if (part.goesOn()) {
                say(part.part() + " " + part.compared() + " goes on: " + part.missing()
                        + " later entries in the first, " + part.extra() + " in the second");
            } else {
                equal = false;
                say(part.part() + " " + part.compared() + " DIFFERENT: " + part.missing() + " missing, " + part.extra()
                        + " too many, " + part.different() + " other; e.g. " + String.join(", ", part.examples()));
            }
        }
        return equal;
    }
}
