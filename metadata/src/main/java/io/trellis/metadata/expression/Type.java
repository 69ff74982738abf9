package io.trellis.metadata.expression;

/** The static type of an expression. */
public interface Type {}
