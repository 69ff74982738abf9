/** Files end to end: sent, taken by records, read through them, and gone with them. */
package io.trellis.server.files;
