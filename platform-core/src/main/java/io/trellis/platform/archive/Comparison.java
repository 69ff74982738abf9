package io.trellis.platform.archive;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compares two copies of a tenant, thing by thing, in constant memory. */
final class Comparison {
    private static final int EXAMPLES = 20;

    private Comparison() {}

    /** One entry a section, of both together. */
    static List<Difference> run(TenantContent first, TenantContent second, Progress progress) {
        Set<Section> sections = new LinkedHashSet<>(first.sections());
        List<Section> others = second.sections();
        sections.addAll(others);
        List<Difference> differences = new ArrayList<>();
        for (Section section : sections) {
            differences.add(run(
                    section,
                    first.sections().contains(section) ? first : null,
                    others.contains(section) ? second : null,
                    progress));
        }
        return differences;
    }

    /** @param first null where it has no such section; so for the second */
    static Difference run(Section section, TenantContent first, TenantContent second, Progress progress) {
        var tally = new Tally(section, progress);
        try (Lines a = open(first, section);
                Lines b = open(second, section)) {
            Merge.run(a, b, tally);
        }
        return tally.difference();
    }

    private static Lines open(TenantContent content, Section section) {
        return content == null ? Lines.NONE : content.open(section);
    }

    private static final class Tally implements Merge.Sink {
        private final Section section;
        private final Progress progress;
        private final ContentHash hash = new ContentHash();
        private final List<String> examples = new ArrayList<>();
        private long missing;
        private long extra;
        private long different;

        Tally(Section section, Progress progress) {
            this.section = section;
            this.progress = progress;
        }

        @Override
        public void onlyFirst(Line line) {
            missing++;
            first(line);
            example(line);
        }

        @Override
        public void onlySecond(Line line) {
            extra++;
            example(line);
        }

        @Override
        public void different(Line one, Line other) {
            different++;
            first(one);
            example(one);
        }

        @Override
        public void same(Line line) {
            first(line);
        }

        private void first(Line line) {
            hash.add(line.bytes());
            progress.done(section.part(), hash.count());
        }

        private void example(Line line) {
            if (examples.size() < EXAMPLES) {
                examples.add(name(section.format(), line));
            }
        }

        @SuppressWarnings("unchecked")
        private static <T> String name(LineFormat<T> format, Line line) {
            return format.name((T) line.value());
        }

        Difference difference() {
            return new Difference(section.part(), hash.count(), missing, extra, different, examples, hash.hex());
        }
    }
}
