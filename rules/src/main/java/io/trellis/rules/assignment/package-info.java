/**
 * Assignment rules: who becomes the owner of a new record where its writer does not say. {@link
 * io.trellis.rules.assignment.AssignmentStep} takes part in writes; what a rule would do and why is told by the HTTP API.
 */
package io.trellis.rules.assignment;
