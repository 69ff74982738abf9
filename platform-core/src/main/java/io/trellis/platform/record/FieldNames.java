package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.publish.FormerFields;
import io.trellis.platform.store.Realm;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which of an object's fields an old change document means by a name. Used by one thread. */
final class FieldNames {
    private final CatalogObject object;
    private final FormerFields.Names former;
    private final Map<String, CatalogField> byId = new HashMap<>();

    FieldNames(FormerFields fields, Realm realm, CatalogObject object) {
        this.object = object;
        this.former = fields.of(realm, object);
        object.ownFields().forEach(field -> byId.put(field.definition().id(), field));
    }

    /** The field that had the name at the moment; null when it is no longer there. */
    CatalogField present(String name, Instant moment) {
        CatalogField field = object.fields().get(name);
        if (field != null && field.system()) {
            return field;
        }
        Optional<FormerFields.Former> then = former.find(name, moment);
        return then.isPresent() && then.get().id() != null ? byId.get(then.get().id()) : field;
    }

    /** What is known of a field that is no longer there. */
    Optional<FormerFields.Former> removed(String name, Instant moment) {
        return former.find(name, moment);
    }
}
