package io.trellis.platform.record;

import java.util.List;

/**
 * A page of a history.
 *
 * @param next cursor of the page of older changes, or null when there are none
 */
public record HistoryPage(List<HistoryEntry> entries, String next) {
    public HistoryPage {
        entries = List.copyOf(entries);
    }
}
