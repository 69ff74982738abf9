/**
 * The production record store: a MongoDB replica set or sharded cluster behind the official driver, one collection per object shared by all
 * tenants, one transaction per commit. {@link io.trellis.platform.store.mongo.MongoRecordStore} is the door. Why records, keys and events
 * are laid out as they are: {@code docs/adr/store-mongo-layout.md} of this module.
 */
package io.trellis.platform.store.mongo;
