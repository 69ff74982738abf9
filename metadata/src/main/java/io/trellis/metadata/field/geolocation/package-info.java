/**
 * The field type {@code geolocation}: a position in degrees (WGS 84), with the accuracy in metres and a place name where known; files write {@code 30.27,120.15}. One folder each, under the name it also has in the UI.
 * Registered in {@link io.trellis.metadata.field.FieldTypes}.
 */
package io.trellis.metadata.field.geolocation;
