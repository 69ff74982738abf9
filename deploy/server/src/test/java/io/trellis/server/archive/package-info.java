/** Whole tenants end to end: through the interface of a running server, and by commands in processes of their own, killed ones too. */
package io.trellis.server.archive;
