/**
 * Field types: an open, registered set over the closed set of {@link io.trellis.metadata.field.Shape}s. A type checks its
 * definition, brings values into canonical form and describes them; it knows nothing of storage or screens.
 */
package io.trellis.metadata.field;
