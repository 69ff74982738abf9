package io.trellis.metadata.expression;

/** An expression that has passed the static check. */
public interface Checked {}
