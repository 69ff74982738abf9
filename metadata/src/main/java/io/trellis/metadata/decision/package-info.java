/**
 * Decision tables as they are understood: cells read into tests, rows into regions of the inputs' values. The checks of a
 * publish and the engine that evaluates tables work on the same reading, so they can't disagree about what a cell means.
 */
package io.trellis.metadata.decision;
