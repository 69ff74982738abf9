package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.LayoutDefinition;
import io.trellis.metadata.definition.LayoutDefinition.Related;
import io.trellis.metadata.definition.MappingDefinition;
import io.trellis.metadata.definition.MenuDefinition;
import io.trellis.metadata.definition.MenuDefinition.Item;
import io.trellis.metadata.definition.ObjectDefinition.RecordType;
import io.trellis.metadata.definition.ViewDefinition;
import io.trellis.metadata.field.Shape;
import java.util.List;

/** Checks what people see: layouts, views and menus. */
final class ScreenCheck {
    private final Draft draft;

    ScreenCheck(Draft draft) {
        this.draft = draft;
    }

    void check(LayoutDefinition layout, Place place) {
        roles(layout.roles(), place.at("roles"));
        CatalogObject object = place.at("object").object(draft, layout.object()).orElse(null);
        for (int i = 0; i < layout.related().size(); i++) {
            related(layout.related().get(i), layout.object(), place.at("related", i));
        }
        if (object == null) {
            return;
        }
        if (layout.recordType() != null) {
            List<String> types = object.definition().recordTypes().stream()
                    .map(RecordType::name)
                    .toList();
            if (!types.contains(layout.recordType())) {
                place.at("recordType").reportMissing("RECORD_TYPE_MISSING", layout.recordType(), types);
            }
        }
        fields(layout.highlights(), object, place.at("highlights"));
        for (int i = 0; i < layout.sections().size(); i++) {
            fields(
                    layout.sections().get(i).fields(),
                    object,
                    place.at("sections", i).at("fields"));
        }
        if (layout.path() != null) {
            place.at("path").field(object, layout.path()).ifPresent(field -> {
                if (!field.definition().type().equals("select")) {
                    place.at("path").report("NOT_A_SELECT", "name", field.name());
                }
            });
        }
        for (int i = 0; i < layout.actions().size(); i++) {
            action(layout.actions().get(i), layout.object(), place.at("actions", i));
        }
    }

    private void action(String name, String object, Place at) {
        MappingDefinition mapping = draft.mappings().get(name);
        if (mapping == null) {
            at.reportMissing("MAPPING_MISSING", name, draft.mappings().keySet());
            return;
        }
        at.uses("mappings/" + name);
        if (!mapping.object().equals(object)) {
            at.report("MAPPING_OF_OTHER_OBJECT", java.util.Map.of("name", name, "object", mapping.object()));
        }
    }

    private void related(Related related, String object, Place at) {
        at.at("object").object(draft, related.object()).ifPresent(other -> {
            at.at("via").field(other, related.via()).ifPresent(via -> {
                if (!via.targets().contains(object)) {
                    at.at("via").report("NOT_POINTING_HERE", "name", via.name());
                }
            });
            fields(related.fields(), other, at.at("fields"));
        });
    }

    private static void fields(List<String> names, CatalogObject object, Place place) {
        for (int i = 0; i < names.size(); i++) {
            place.at(Integer.toString(i)).field(object, names.get(i));
        }
    }

    private void roles(List<String> roles, Place place) {
        for (int i = 0; i < roles.size(); i++) {
            role(roles.get(i), place.at(Integer.toString(i)));
        }
    }

    private void role(String name, Place at) {
        if (!draft.roles().containsKey(name)) {
            at.reportMissing("ROLE_MISSING", name, draft.roles().keySet());
        } else {
            at.uses("roles/" + name);
        }
    }

    void check(ViewDefinition view, Place place) {
        roles(view.roles(), place.at("roles"));
        CatalogObject object = place.at("object").object(draft, view.object()).orElse(null);
        if (object == null) {
            return;
        }
        for (int i = 0; i < view.columns().size(); i++) {
            place.at("columns", i).field(draft, object, view.columns().get(i));
        }
        for (ViewDefinition.SortKey key : view.sort()) {
            place.at("sort").field(draft, object, key.field()).ifPresent(field -> {
                if (!field.shape().sortable()) {
                    place.at("sort").report("NOT_SORTABLE", "name", key.field());
                }
            });
        }
        if (view.filter() != null) {
            Conditions.check(view.filter(), object, draft, place.at("filter"), true);
        }
    }

    void check(MenuDefinition menu, Place place) {
        items(menu.items(), place.at("items"), 1);
    }

    private void items(List<Item> items, Place place, int depth) {
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            Place at = place.at(Integer.toString(i));
            if (item.object() == null == item.items().isEmpty()) {
                at.report("ONE_OF_KEYS", "keys", "object, items");
            }
            if (item.object() != null
                    && at.at("object").object(draft, item.object()).isPresent()) {
                view(item, at.at("view"));
            }
            if (depth > 3) {
                at.report("TOO_DEEP", "max", 3);
                return;
            }
            items(item.items(), at.at("items"), depth + 1);
        }
    }

    private void view(Item item, Place at) {
        if (item.view() == null) {
            return;
        }
        String key = item.object() + "." + item.view();
        if (draft.views().containsKey(key)) {
            at.uses("views/" + key);
            return;
        }
        List<String> views = draft.views().values().stream()
                .filter(view -> view.object().equals(item.object()))
                .map(ViewDefinition::name)
                .toList();
        at.reportMissing("VIEW_MISSING", item.view(), views);
    }

    /** Whether a value of {@code from} may be copied into {@code to} as it is. */
    static boolean assignable(CatalogField from, CatalogField to) {
        if (from.links() || to.links()) {
            return from.shape() == to.shape() && from.targets().stream().anyMatch(to.targets()::contains);
        }
        return from.shape() == to.shape() || from.shape() == Shape.WHOLE && to.shape() == Shape.DECIMAL;
    }
}
