package io.trellis.platform.publish;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.Finding;
import java.util.List;

/**
 * What modules above have to say about metadata that is to be published, such as scripts that only their engine can read. A Spring
 * bean; asked before anything is written, also for dry runs.
 */
public interface PublishCheck {
    /**
     * @param before the catalog in force
     * @param after compiled without problems
     * @return what forbids the publish; empty when nothing does
     */
    List<Finding> check(String tenant, Catalog before, Catalog after);
}
