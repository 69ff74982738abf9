package io.trellis.platform.record;

import java.util.List;

/**
 * A page of a list.
 *
 * @param total records in all; null unless it was asked for
 * @param next cursor of the page after this one; null on the last
 */
public record RecordPage(List<RecordView> records, Long total, String next) {
    public RecordPage {
        records = List.copyOf(records);
    }
}
