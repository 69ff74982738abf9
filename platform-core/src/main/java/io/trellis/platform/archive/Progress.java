package io.trellis.platform.archive;

/** Hears how far work on a tenant has come; called for every line, so it must be quick. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (_, _) -> {};

    /**
     * @param part what is worked on, e.g. {@code records/account.jsonl}
     * @param lines how many of its things are done
     */
    void done(String part, long lines);
}
