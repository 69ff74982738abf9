/**
 * The search engine that many nodes share: one Elasticsearch index for all tenants of an installation, through the official client. The
 * index says itself up to which event it reaches, in a document among the others, so whoever empties it takes that away too. The only
 * importer of the client.
 */
package io.trellis.platform.search.elasticsearch;
