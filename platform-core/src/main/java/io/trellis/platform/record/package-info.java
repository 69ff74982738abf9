/**
 * Records: the one way to write them and the one way to read them, their representation as JSON and their HTTP API. Every
 * other feature that touches records comes through {@code RecordService}. {@link io.trellis.platform.record.WriteGuard},
 * {@link io.trellis.platform.record.WriteStep} and {@link io.trellis.platform.record.CommitListener} let other packages take
 * part without this one knowing them.
 */
package io.trellis.platform.record;
