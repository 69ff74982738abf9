/**
 * Brings stored formula values up to date after a publish has changed their expressions. It runs as a background job that goes
 * on where it stopped, and changes records through the record service like everybody.
 */
package io.trellis.platform.recalculation;
