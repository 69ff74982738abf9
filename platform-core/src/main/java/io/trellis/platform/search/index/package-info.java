/**
 * Keeps a search engine in step with the records: what of an object is indexed, the feed from the outbox, building anew beside what
 * serves, and answers that hold for the store's present state. Nothing it finds is shown without the store's own say: a list narrows
 * by ids and asks the store, and a hit is read through the record service. It knows engines by their contract only.
 */
package io.trellis.platform.search.index;
