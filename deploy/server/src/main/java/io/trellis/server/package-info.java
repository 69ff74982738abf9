/**
 * The process: main class, wiring of modules, the pages of the built-in screens, and the tests that look at the whole house.
 */
package io.trellis.server;
