package io.trellis.rules.script;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Realm;
import java.util.Map;

/** What scripts may {@code trellis.call()}, such as decisions. A Spring bean. */
public interface Callable {
    boolean has(Catalog catalog, String name);

    /**
     * @param args plain values: String, Long, BigDecimal, Boolean, List, Map, null
     * @return the like
     * @throws io.trellis.platform.problem.ProblemException which the script may catch
     */
    Object call(Actor actor, Realm realm, String name, Map<String, Object> args);
}
