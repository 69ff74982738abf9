/**
 * The expression language over HTTP: the reference of its functions, and the check of an expression for whoever writes
 * one – its type and problems with their places, and on request its value for a record, as far as the caller may read.
 */
package io.trellis.platform.expression;
