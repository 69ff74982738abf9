/**
 * Escalation rules: what becomes of records that nobody has dealt with for too long. A job comes round every few minutes and writes
 * what is due through the one write path; what was done is kept in the commit that did it, so each level happens once. What a rule
 * would do and why, and what was done, is told by the HTTP API.
 */
package io.trellis.rules.escalation;
