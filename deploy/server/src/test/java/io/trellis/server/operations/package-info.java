/** A server as whoever runs it sees it: signals, logs, metrics and traces of a real process. */
package io.trellis.server.operations;
