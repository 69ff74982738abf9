package io.trellis.rules.script;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Realm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a script is told of the world it runs in, the same for every record of a batch. */
final class Surroundings {
    private Surroundings() {}

    static Map<String, Object> of(Actor actor, Realm realm, Instant now) {
        var user = new LinkedHashMap<String, Object>();
        user.put("id", actor.userId());
        user.put("name", actor.name());
        user.put("department", actor.departmentId());
        user.put("roles", actor.roles());
        user.put("locale", actor.locale());
        user.put("zone", actor.zone().getId());
        var around = new LinkedHashMap<String, Object>();
        around.put("now", now);
        around.put("today", now.atZone(actor.zone()).toLocalDate());
        around.put("tenant", realm.tenant());
        around.put("user", user);
        return around;
    }

    static Map<String, Object> of(Actor actor, Realm realm, Instant now, CatalogObject object) {
        Map<String, Object> around = of(actor, realm, now);
        around.put("fields", object.fields().keySet());
        around.put("hidden", hidden(actor, object));
        return around;
    }

    /** The fields whose values the actor may not know. */
    static Collection<String> hidden(Actor actor, CatalogObject object) {
        if (actor.grants().readsAllFields(object.name())) {
            return List.of();
        }
        var hidden = new ArrayList<String>();
        object.ownFields().forEach(field -> {
            if (!actor.grants().mayRead(object.name(), field.name())) {
                hidden.add(field.name());
            }
        });
        return hidden;
    }
}
