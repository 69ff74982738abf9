/**
 * Duplicate rules: which records are taken to be the same, and what becomes of a write that would make a second. Values are compared
 * by keys that are written in the record's own commit; {@link io.trellis.rules.duplicate.DuplicateStep} takes part in every write.
 */
package io.trellis.rules.duplicate;
