package io.trellis.platform.archive;

import java.util.List;

/**
 * In what two copies of a tenant differ, for one part; equal when all three numbers are 0.
 *
 * @param part e.g. {@code records/account.jsonl}
 * @param compared how many things the first has
 * @param missing how many only the first has
 * @param extra how many only the second has
 * @param different how many both have, with other content
 * @param examples ids or names of some of them
 * @param content hash of the first's lines, whatever their order, as manifests have it
 */
public record Difference(
        String part, long compared, long missing, long extra, long different, List<String> examples, String content) {
    public Difference {
        examples = List.copyOf(examples);
    }

    public boolean equal() {
        return missing == 0 && extra == 0 && different == 0;
    }

    /** Whether no more is different than what happens when people use the one or the other: its audit log goes on. */
    public boolean goesOn() {
        return different == 0 && part.equals(Section.of(Section.Kind.AUDIT).part());
    }
}
