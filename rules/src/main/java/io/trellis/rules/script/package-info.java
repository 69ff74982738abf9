/**
 * Scripts of tenants and packages: triggers before and after a write, buttons, scheduled jobs and endpoints. {@link
 * io.trellis.rules.script.ScriptRunner} gives each its surroundings, limits and the API object {@code trellis}, behind which stand
 * the same doors as behind HTTP, with the rights of who started it; the engine is in {@code sandbox}.
 */
package io.trellis.rules.script;
