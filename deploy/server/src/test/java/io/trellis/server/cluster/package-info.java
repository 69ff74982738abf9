/** Two servers over one store: what happens on one holds on the other within a second. */
package io.trellis.server.cluster;
