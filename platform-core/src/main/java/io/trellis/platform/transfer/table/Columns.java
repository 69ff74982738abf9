package io.trellis.platform.transfer.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes a header's names unambiguous. */
final class Columns {
    private Columns() {}

    static List<String> named(List<String> header) {
        int width = header.size();
        while (width > 0 && header.get(width - 1).isBlank()) {
            width--;
        }
        List<String> names = new ArrayList<>(width);
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < width; i++) {
            String base = header.get(i).strip().replaceAll("\\s+", " ");
            if (base.isEmpty()) {
                base = "#" + (i + 1);
            }
            String name = base;
            for (int n = 2; !taken.add(name); n++) {
                name = base + " (" + n + ")";
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    /** The cells brought to the header's width; longer only where a cell beyond it has text. */
    static List<String> fitted(List<String> cells, int width) {
        int size = cells.size();
        while (size > width && cells.get(size - 1).isBlank()) {
            size--;
        }
        List<String> fitted = new ArrayList<>(cells.subList(0, size));
        while (fitted.size() < width) {
            fitted.add("");
        }
        return fitted;
    }

    static boolean blank(List<String> cells) {
        return cells.stream().allMatch(String::isBlank);
    }
}
