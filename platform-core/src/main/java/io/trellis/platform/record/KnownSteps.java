package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogObject;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The steps that modules above have brought. Asked for when first needed, since they may themselves use the record service. Thread-safe. */
@Component
final class KnownSteps {
    static final Comparator<WriteStep> ORDER = Comparator.comparingInt(WriteStep::order)
            .thenComparing(step -> step.getClass().getName());

    private final ObjectProvider<WriteStep> beans;
    private volatile List<WriteStep> all;

    KnownSteps(ObjectProvider<WriteStep> beans) {
        this.beans = beans;
    }

    /** In order; empty for most objects. */
    List<WriteStep> of(CatalogPlans plans, CatalogObject object) {
        return plans.steps(object, () -> all().stream()
                .filter(step -> step.concerns(plans.catalog, object))
                .toList());
    }

    private List<WriteStep> all() {
        List<WriteStep> known = all;
        if (known == null) {
            known = beans.stream().sorted(ORDER).toList();
            all = known;
        }
        return known;
    }
}
