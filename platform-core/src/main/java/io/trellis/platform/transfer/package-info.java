/**
 * Files in and out: imports that guess which column is which field, run as background jobs, write every row exactly once and
 * hand back the bad ones with reasons; exports that stream what their reader may see. Rows go through
 * {@code RecordService} like everybody's, so nothing here decides a permission or checks a value.
 */
package io.trellis.platform.transfer;
