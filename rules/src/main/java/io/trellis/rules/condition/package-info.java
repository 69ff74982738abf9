/**
 * Conditional rules: what metadata says about when a field is shown, must be filled, may be changed, which options and linked
 * records it offers, what it starts with and which records are refused. {@link io.trellis.rules.condition.ObjectRules} evaluates
 * all rules of one object into one {@link io.trellis.rules.condition.Outcome}; the write path, the API and, through the same
 * cases of {@code vectors.json}, the browser's twin all agree on it.
 */
package io.trellis.rules.condition;
