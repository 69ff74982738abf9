package io.trellis.platform.search.engine;

import java.util.List;
import java.util.Set;

/** Which documents may be found, by their terms. */
public sealed interface SearchFilter {
    /** Has one of the terms; none at all are never had. */
    record Has(Set<String> terms) implements SearchFilter {
        public Has {
            terms = Set.copyOf(terms);
        }
    }

    /** All of them; an empty list is always true. */
    record AllOf(List<SearchFilter> parts) implements SearchFilter {
        public AllOf {
            parts = List.copyOf(parts);
        }
    }

    /** One of them at least; an empty list is never true. */
    record AnyOf(List<SearchFilter> parts) implements SearchFilter {
        public AnyOf {
            parts = List.copyOf(parts);
        }
    }

    record Not(SearchFilter part) implements SearchFilter {}

    SearchFilter ALL = new AllOf(List.of());
}
