/**
 * The contract of a search engine: documents of tokens go in, questions of tokens are answered, and a position says up to which event
 * what is found is complete. Two adapters pass one suite: {@code search.lucene} in this process, {@code search.elasticsearch} for many
 * nodes. It knows neither records nor rights nor languages; see {@code search.text} and {@code search.index}.
 */
package io.trellis.platform.search.engine;
