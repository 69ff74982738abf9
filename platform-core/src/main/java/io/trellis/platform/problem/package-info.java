/**
 * Problems on their way to a person: the one exception that carries them, their texts in both languages and the problem
 * document of the HTTP API. Nothing here knows objects or fields.
 */
package io.trellis.platform.problem;
