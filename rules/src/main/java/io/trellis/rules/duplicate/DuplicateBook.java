package io.trellis.rules.duplicate;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.DuplicateRuleDefinition;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Against;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Alternative;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Part;
import io.trellis.metadata.definition.ObjectRule;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Expressions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.springframework.stereotype.Component;

/** The compiled duplicate rules of the catalogs in use; forgotten with them. Thread-safe. */
@Component
final class DuplicateBook {
    private final Map<Catalog, Book> known = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param when null for always
     * @param ways everything to be looked up, for each alternative and object
     */
    record Rule(DuplicateRuleDefinition definition, Checked when, Evaluator holds, List<Way> ways) {}

    /**
     * @param parts of the rule's own object
     * @param filter which records there count; null for all
     */
    record Way(List<Part> parts, Against against, MatchIndex index, Checked filter) {}

    /**
     * @param rules by the object whose writes they judge, in order
     * @param indexes by the object whose records they hold
     */
    record Book(Map<String, List<Rule>> rules, Map<String, List<MatchIndex>> indexes) {
        List<Rule> rules(CatalogObject object) {
            return rules.getOrDefault(object.name(), List.of());
        }

        List<MatchIndex> indexes(CatalogObject object) {
            return indexes.getOrDefault(object.name(), List.of());
        }
    }

    Book of(Catalog catalog) {
        Book book = known.get(catalog);
        if (book == null) {
            book = compile(catalog);
            known.put(catalog, book);
        }
        return book;
    }

    private static Book compile(Catalog catalog) {
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        Map<String, Map<String, MatchIndex>> indexes = new LinkedHashMap<>();
        ObjectRule.active(catalog.elements(DuplicateRuleDefinition.class).values())
                .forEach(definition -> {
                    Rule rule = compile(catalog, definition);
                    rules.computeIfAbsent(definition.object(), _ -> new ArrayList<>())
                            .add(rule);
                    rule.ways()
                            .forEach(way -> indexes.computeIfAbsent(way.index().object(), _ -> new LinkedHashMap<>())
                                    .put(way.index().id(), way.index()));
                });
        Map<String, List<MatchIndex>> byObject = new LinkedHashMap<>();
        indexes.forEach((object, all) -> byObject.put(object, List.copyOf(all.values())));
        return new Book(rules, byObject);
    }

    private static Rule compile(Catalog catalog, DuplicateRuleDefinition definition) {
        Checked when = condition(catalog, definition.object(), definition.when());
        List<Way> ways = new ArrayList<>();
        for (Alternative alternative : definition.match()) {
            for (Against against : definition.against()) {
                ways.add(new Way(
                        alternative.all(),
                        against,
                        MatchIndex.of(alternative, against),
                        condition(catalog, against.object(), against.when())));
            }
        }
        return new Rule(definition, when, when == null ? null : when.compile(), ways);
    }

    private static Checked condition(Catalog catalog, String object, String source) {
        return source == null ? null : Expressions.checkCondition(source, catalog.scope(catalog.getObject(object)));
    }
}
