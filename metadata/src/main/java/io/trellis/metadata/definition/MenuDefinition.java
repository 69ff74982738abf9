package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.List;

/**
 * A group of the main menu.
 *
 * @param order position among the menus, smallest first
 */
public record MenuDefinition(
        String name, String id, LocalText label, String icon, int order, List<Item> items, String packageName)
        implements Definition {
    public MenuDefinition {
        items = List.copyOf(items);
    }

    /**
     * Either leads to an object's list ({@code object} set) or holds further items.
     *
     * @param view the view to open, or null for the object's default
     * @param label empty for the object's plural label
     */
    public record Item(String object, String view, LocalText label, String icon, List<Item> items) {
        public Item {
            items = List.copyOf(items);
        }
    }
}
