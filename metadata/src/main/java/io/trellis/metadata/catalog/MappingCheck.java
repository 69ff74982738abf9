package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.MappingDefinition;
import io.trellis.metadata.definition.MappingDefinition.Lines;
import io.trellis.metadata.definition.MappingDefinition.Target;
import io.trellis.metadata.definition.MappingDefinition.Value;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.field.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks a mapping: that every value it copies or computes fits the field it is put into. */
final class MappingCheck {
    private final Draft draft;
    private final MappingDefinition mapping;
    private final Place place;
    /** Targets made so far, by {@code $name}, and the source itself: name to object. */
    private final Map<String, String> made = new LinkedHashMap<>();

    private MappingCheck(Draft draft, MappingDefinition mapping, Place place) {
        this.draft = draft;
        this.mapping = mapping;
        this.place = place;
    }

    static void check(Draft draft, MappingDefinition mapping, Place place) {
        new MappingCheck(draft, mapping, place).check();
    }

    private void check() {
        CatalogObject source =
                place.at("object").object(draft, mapping.object()).orElse(null);
        if (source != null && mapping.when() != null) {
            Conditions.check(mapping.when(), source, draft, place.at("when"), false);
        }
        made.put(MappingDefinition.SOURCE, mapping.object());
        for (int i = 0; i < mapping.targets().size(); i++) {
            target(mapping.targets().get(i), source, place.at("targets", i));
        }
        if (source != null) {
            values(mapping.after(), source, source, place.at("after/set"));
        }
        if (mapping.open() != null && !made.containsKey("$" + mapping.open())) {
            place.at("open").reportMissing("TARGET_MISSING", mapping.open(), made.keySet());
        }
    }

    private void target(Target target, CatalogObject source, Place at) {
        CatalogObject object = at.at("object").object(draft, target.object()).orElse(null);
        if (object != null && source != null) {
            copies(target.map(), source, object, at.at("map"));
            values(target.values(), source, object, at.at("values"));
        }
        if (object != null) {
            target.links().forEach((name, made) -> link(object, name, made, at.at("links/" + name)));
            if (target.lines() != null) {
                lines(target.lines(), target.object(), at.at("lines"));
            }
        }
        if (made.putIfAbsent("$" + target.as(), target.object()) != null) {
            at.at("as").report("DUPLICATE_NAME", "name", target.as());
        }
    }

    private void lines(Lines lines, String master, Place at) {
        CatalogObject from = at.at("from").object(draft, lines.from()).orElse(null);
        CatalogObject to = at.at("object").object(draft, lines.object()).orElse(null);
        pointer(from, lines.via(), mapping.object(), at.at("via"));
        pointer(to, lines.link(), master, at.at("link"));
        if (from != null && to != null) {
            copies(lines.map(), from, to, at.at("map"));
            values(lines.values(), from, to, at.at("values"));
        }
    }

    /** The field must point to records of an object. */
    private static void pointer(CatalogObject object, String name, String target, Place at) {
        if (object != null) {
            at.field(object, name)
                    .filter(field ->
                            field.shape() != Shape.LINK || !field.targets().contains(target))
                    .ifPresent(field -> at.report("NOT_POINTING_THERE", Map.of("name", name, "target", target)));
        }
    }

    private void link(CatalogObject object, String name, String reference, Place at) {
        String target = made.get(reference);
        if (target == null) {
            at.reportMissing("TARGET_MISSING", reference, made.keySet());
        } else {
            pointer(object, name, target, at);
        }
    }

    private static void copies(Map<String, String> map, CatalogObject source, CatalogObject target, Place place) {
        map.forEach((to, from) -> {
            Place at = place.at(to);
            Optional<CatalogField> written = writable(target, to, at);
            Optional<CatalogField> read = at.field(source, from);
            if (written.isPresent() && read.isPresent() && !ScreenCheck.assignable(read.get(), written.get())) {
                at.report(
                        "NOT_ASSIGNABLE",
                        Map.of(
                                "from", from,
                                "found", read.get().definition().type(),
                                "expected", written.get().definition().type()));
            }
        });
    }

    private static final Set<String> WRITABLE_SYSTEM = Set.of("owner", "recordType");

    private static Optional<CatalogField> writable(CatalogObject object, String name, Place at) {
        return at.field(object, name).filter(field -> {
            boolean writable = field.system() ? WRITABLE_SYSTEM.contains(name) : !field.computed();
            if (!writable) {
                at.report("READ_ONLY");
            }
            return writable;
        });
    }

    private void values(Map<String, Value> values, CatalogObject source, CatalogObject target, Place place) {
        values.forEach((name, value) -> {
            Place at = place.at(name);
            writable(target, name, at).ifPresent(field -> value(value, field, source, target, at));
        });
    }

    private void value(Value value, CatalogField field, CatalogObject source, CatalogObject target, Place at) {
        if (value.expression() != null) {
            if (field.shape() == Shape.GROUP) {
                at.report("DEFAULT_NOT_ALLOWED", "name", field.name());
                return;
            }
            Checked checked = Expressions.check(
                    value.expression(),
                    new ObjectScope(draft.objects(), source),
                    Optional.of(field.type().expressionType(field.definition())));
            at.at("expression").report(checked.problems());
            Conditions.uses(checked, source, draft, at);
        } else if (field.shape() == Shape.LINK
                && value.literal() instanceof String reference
                && reference.startsWith("$")) {
            link(target, field.name(), reference, at);
        } else if (value.literal() != null) {
            field.type().normalise(field.definition(), value.literal(), at::report);
        }
    }
}
