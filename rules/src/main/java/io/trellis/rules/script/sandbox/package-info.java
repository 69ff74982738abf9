/**
 * Runs scripts that nobody has to trust: each in a world of its own without files, network, threads or the host's classes, with
 * a measure for statements, CPU time, memory and wall time. {@link io.trellis.rules.script.sandbox.Sandbox} is the door, and what
 * a script may do beyond computing goes through the one {@link io.trellis.rules.script.sandbox.Host} it is given.
 */
package io.trellis.rules.script.sandbox;
