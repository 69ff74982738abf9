package io.trellis.rules.duplicate;

/**
 * A record that is like the one asked about.
 *
 * @param asked how it was found
 * @param name what it is called, where the same write makes it; else null
 */
record Match(Subject.Asked asked, String object, String id, String name) {}
