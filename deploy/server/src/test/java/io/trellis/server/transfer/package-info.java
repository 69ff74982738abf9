/** Imports and exports over HTTP, as the import page and other programs use them. */
package io.trellis.server.transfer;
