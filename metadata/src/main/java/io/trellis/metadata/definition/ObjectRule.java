package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;

/** What metadata says about the records of one object, along with others of its kind that are asked in an order. */
public interface ObjectRule extends OfObject {
    /** Lower comes first. */
    Comparator<ObjectRule> ORDER = Comparator.comparingInt(ObjectRule::order).thenComparing(ObjectRule::name);

    LocalText label();

    /** An inactive one is checked like any other but takes no part. */
    boolean active();

    int order();

    /** Those that take part, of all objects, in their order. */
    static <R extends ObjectRule> Stream<R> active(Collection<R> rules) {
        return rules.stream().filter(ObjectRule::active).sorted(ORDER);
    }
}
