package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.DuplicateRuleDefinition;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Against;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Alternative;
import io.trellis.metadata.definition.DuplicateRuleDefinition.By;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Part;
import io.trellis.metadata.field.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks duplicate rules: fields whose values can be compared, here and where they are compared with. */
final class DuplicateRuleCheck {
    private static final Set<Shape> COMPARABLE =
            Set.of(Shape.TEXT, Shape.WHOLE, Shape.DECIMAL, Shape.DAY, Shape.MOMENT, Shape.TIME, Shape.LINK, Shape.FLAG);

    private final Draft draft;

    DuplicateRuleCheck(Draft draft) {
        this.draft = draft;
    }

    void check(DuplicateRuleDefinition rule, Place place) {
        CatalogObject object = place.at("object").object(draft, rule.object()).orElse(null);
        if (object == null) {
            return;
        }
        if (rule.when() != null) {
            Conditions.check(rule.when(), object, draft, place.at("when"), false);
        }
        if (!rule.message().isEmpty()) {
            for (String locale : List.of("zh-CN", "en-US")) {
                if (rule.message().byLocale().get(locale) == null) {
                    place.at("message").report("MISSING_KEY", "key", locale);
                }
            }
        }
        for (int i = 0; i < rule.match().size(); i++) {
            List<Part> parts = rule.match().get(i).all();
            Set<String> seen = new HashSet<>();
            for (int j = 0; j < parts.size(); j++) {
                Place at = place.at("match", i).at("all", j);
                if (!seen.add(parts.get(j).field())) {
                    at.at("field")
                            .report(
                                    "DUPLICATE_FIELD_TWICE",
                                    "name",
                                    parts.get(j).field());
                }
                field(object, parts.get(j).field(), parts.get(j).by(), at.at("field"));
            }
        }
        Set<String> compared = new HashSet<>();
        for (int i = 0; i < rule.against().size(); i++) {
            Against against = rule.against().get(i);
            Place at = place.at("against", i);
            if (!compared.add(against.object())) {
                at.at("object").report("DUPLICATE_OBJECT_TWICE", "name", against.object());
            }
            against(rule, against, at);
        }
    }

    private void against(DuplicateRuleDefinition rule, Against against, Place at) {
        CatalogObject there = at.at("object").object(draft, against.object()).orElse(null);
        if (there == null) {
            return;
        }
        if (against.when() != null) {
            Conditions.check(against.when(), there, draft, at.at("when"), true);
        }
        Set<String> used = rule.match().stream()
                .map(Alternative::all)
                .flatMap(List::stream)
                .map(Part::field)
                .collect(Collectors.toSet());
        against.fields().forEach((ours, theirs) -> {
            if (!used.contains(ours)) {
                at.at("fields").at(ours).reportMissing("DUPLICATE_FIELD_UNUSED", ours, used);
            }
        });
        for (Alternative alternative : rule.match()) {
            for (Part part : alternative.all()) {
                Place place = against.fields().containsKey(part.field())
                        ? at.at("fields").at(part.field())
                        : at.at("object");
                field(there, against.field(part.field()), part.by(), place);
            }
        }
    }

    private void field(CatalogObject object, String name, By by, Place at) {
        CatalogField field = at.field(object, name).orElse(null);
        if (field == null) {
            return;
        }
        boolean comparable = COMPARABLE.contains(field.shape()) && !field.computed() && !field.system();
        boolean text = by == By.EXACT || field.shape() == Shape.TEXT;
        if (!comparable || !text) {
            at.report("DUPLICATE_FIELD_TYPE", Map.of("name", name, "by", by.word()));
        }
    }
}
