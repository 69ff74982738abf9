/**
 * A MongoDB server for tests: enough of the wire protocol, of queries, pipelines and replica-set transactions that the official driver
 * works with it, all in memory. {@link io.trellis.platform.store.mongo.standin.StandInMongo} is the door; it runs inside a test or as
 * a process of its own. It refuses what it does not know, so that a test never passes because something was ignored.
 */
package io.trellis.platform.store.mongo.standin;
