package io.trellis.platform.query;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.store.Realm;
import java.util.List;
import java.util.Optional;

/** Knows which records contain a text without looking through all of them. */
public interface TextIndex {
    /**
     * Finds live records each of whose fields may hold any of the text's words, all words found. What the store would find by
     * looking for each word in each field is found, with everything that has been committed until now, and may be more: other case
     * and width, pinyin.
     *
     * @param fields to look into, those the asker may read
     * @param narrow what is asked beside the text; records it does not let through may be among those found
     * @return a condition for the store to answer together with {@code narrow}; empty when the store has to look itself
     */
    Optional<Predicate> find(
            Realm realm, CatalogObject object, List<CatalogField> fields, String text, Predicate narrow);
}
