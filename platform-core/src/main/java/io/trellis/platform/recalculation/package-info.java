/**
 * Keeps stored formulas and roll-ups true where the write path alone can't: down the links after a commit, over all records after a
 * publish has changed a definition, and on demand from scratch, with a count of what differed. It changes records through the
 * record service like everybody.
 */
package io.trellis.platform.recalculation;
