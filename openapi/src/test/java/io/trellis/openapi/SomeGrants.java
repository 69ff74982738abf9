package io.trellis.openapi;

import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Grants;
import java.util.Set;

/**
 * Grants made of words: {@code parent.create}, {@code parent.read}, {@code parent.edit}, {@code parent.delete} and
 * permissions; every field is readable and editable but those named {@code hidden}.
 */
record SomeGrants(Set<String> words, Set<String> hidden) implements Grants {
    @Override
    public boolean mayCreate(String object) {
        return words.contains(object + ".create");
    }

    @Override
    public Predicate scope(String object, Action action) {
        return words.contains(object + "." + action.name().toLowerCase(java.util.Locale.ROOT))
                ? new Predicate.All()
                : new Predicate.None();
    }

    @Override
    public boolean mayRead(String object, String field) {
        return !hidden.contains(object + "." + field);
    }

    @Override
    public boolean mayEdit(String object, String field) {
        return mayRead(object, field);
    }

    @Override
    public boolean readsAllFields(String object) {
        return hidden.isEmpty();
    }

    @Override
    public boolean maySystem(String permission) {
        return words.contains(permission);
    }

    @Override
    public String fingerprint() {
        return words + " " + hidden;
    }
}
