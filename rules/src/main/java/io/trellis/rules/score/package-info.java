/**
 * Scored models: points for what a record is, kept in a field of it by every write and computed again where something the model
 * reads over links changes or the model itself does.
 */
package io.trellis.rules.score;
