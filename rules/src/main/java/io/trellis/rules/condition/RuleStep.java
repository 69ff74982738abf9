package io.trellis.rules.condition;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.RuleDefinition.Type;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.platform.access.Actor;
import io.trellis.platform.record.WriteBatch;
import io.trellis.platform.record.WriteStep;
import io.trellis.platform.record.WrittenRecord;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Conditional rules in the write path: first what new records start with, last what forbids the write. */
@Component
final class RuleStep implements WriteStep {
    private final RuleBook book;

    RuleStep(RuleBook book) {
        this.book = book;
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public boolean concerns(Catalog catalog, CatalogObject object) {
        return catalog.rules().values().stream()
                .anyMatch(rule -> rule.active() && rule.object().equals(object.name()));
    }

    @Override
    public void defaults(WriteBatch batch) {
        for (WrittenRecord record : batch.records()) {
            rules(batch, record).defaults(new Written(record)).forEach(record::set);
        }
    }

    @Override
    public void check(WriteBatch batch) {
        for (WrittenRecord record : batch.records()) {
            if (record.kind() == WrittenRecord.Kind.RESTORE) {
                // It comes back as it was; nobody changes it.
                continue;
            }
            Outcome outcome = rules(batch, record).check(new Written(record));
            for (Outcome.Violation violation : outcome.violations()) {
                record.problem(placed(batch.actor(), record.object(), violation));
            }
        }
    }

    private ObjectRules rules(WriteBatch batch, WrittenRecord record) {
        return book.of(batch.realm().catalog(), record.object());
    }

    /** A field that the writer may not know of can't be pointed at; its rule's message is all they get. */
    static Problem placed(Actor actor, CatalogObject object, Outcome.Violation violation) {
        String field = violation.field();
        boolean known = field == null
                || object.fields().get(field).system()
                || actor.grants().mayRead(object.name(), field);
        if (known) {
            return violation.problem();
        }
        boolean named = violation.type() == Type.VALIDATION;
        return new Outcome.Violation(
                        violation.rule(), violation.type(), null, named ? violation.message() : Messages.UNNAMED)
                .problem();
    }

    private record Written(WrittenRecord record) implements Situation {
        @Override
        public boolean creating() {
            return record.kind() == WrittenRecord.Kind.CREATE;
        }

        @Override
        public EvaluationContext context() {
            return record.context();
        }

        @Override
        public Optional<EvaluationContext> before() {
            return creating() ? Optional.empty() : Optional.of(record.beforeContext());
        }

        @Override
        public boolean sent(String field) {
            return record.sent(field);
        }

        @Override
        public boolean changed(String field) {
            return record.changed(field);
        }

        @Override
        public boolean declared(String field) {
            return record.declared(field);
        }
    }
}
