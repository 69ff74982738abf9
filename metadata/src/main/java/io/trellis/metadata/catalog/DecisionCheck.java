package io.trellis.metadata.catalog;

import io.trellis.metadata.decision.TableCheck;
import io.trellis.metadata.decision.TableReader;
import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.expression.TypeScope;
import java.util.Optional;

/** Checks a decision table: its cells, what its rows say about each other, and the fields it reads. */
final class DecisionCheck {
    private DecisionCheck() {}

    static void check(Draft draft, DecisionDefinition decision, Place place) {
        Optional<CatalogObject> object = decision.object() == null
                ? Optional.empty()
                : place.at("object").object(draft, decision.object());
        if (decision.object() != null && object.isEmpty()) {
            return;
        }
        Optional<TypeScope> scope = object.map(one -> new ObjectScope(draft.objects(), one));
        TableReader.read(
                        decision,
                        scope,
                        place::report,
                        (path, checked) -> object.ifPresent(one -> Conditions.uses(checked, one, draft, place)))
                .ifPresent(table -> TableCheck.check(table, place::report));
    }
}
