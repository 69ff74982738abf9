/**
 * The kinds of metadata, one file each: the schema, how a definition is read from a plain document and how it is written
 * back. {@link io.trellis.metadata.kind.Kinds} is the door; the same schema is published for editors and enforced here.
 */
package io.trellis.metadata.kind;
