/**
 * Global search: one text over every object the actor may read. It goes through the record service, so it finds nothing that
 * a list would not show; a search engine will stand behind the same door.
 */
package io.trellis.platform.search;
