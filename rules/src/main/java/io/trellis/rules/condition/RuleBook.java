package io.trellis.rules.condition;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The compiled rules of the catalogs in use; forgotten with them. Thread-safe. */
@Component
final class RuleBook {
    private final Map<Catalog, Map<String, ObjectRules>> known = Collections.synchronizedMap(new WeakHashMap<>());

    ObjectRules of(Catalog catalog, CatalogObject object) {
        Map<String, ObjectRules> rules = known.computeIfAbsent(catalog, _ -> new ConcurrentHashMap<>());
        ObjectRules found = rules.get(object.name());
        if (found == null) {
            found = ObjectRules.of(catalog, object, catalog.rules().values());
            rules.put(object.name(), found);
        }
        return found;
    }
}
