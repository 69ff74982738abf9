package io.trellis.metadata.definition;

/** A definition that belongs to an object and has its name within it: a view, a rule. */
public interface OfObject extends Definition {
    String object();

    @Override
    default String key() {
        return object() + "." + name();
    }
}
