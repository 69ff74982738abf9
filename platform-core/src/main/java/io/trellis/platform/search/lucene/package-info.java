/**
 * The embedded search engine: one Lucene index in the data folder, in this process and for this process alone. Its commits say up to
 * which event they reach, so that after a kill the rest is read again; what can't be opened is thrown away and built anew. The only
 * importer of Lucene.
 */
package io.trellis.platform.search.lucene;
