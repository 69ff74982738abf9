package io.trellis.platform.archive;

/**
 * One thing of a section.
 *
 * @param key what it is told from others by, and ordered by as unsigned bytes
 * @param bytes its canonical JSON, UTF-8, without a line end; the same from every store
 * @param value what it stands for, of the section's format's type
 */
record Line(byte[] key, byte[] bytes, Object value) {}
