package io.trellis.rules.script.sandbox;

/**
 * What came of one input.
 *
 * @param json null when it failed
 * @param failure an error of the script's own; null when it went well
 */
public record Answer(String json, ScriptFailure failure) {}
