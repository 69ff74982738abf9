package io.trellis.platform.access;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells why, from the same policies and conditions that decide. */
@Component
final class Explainer {
    private final Standings standings;
    private final RecordStore store;

    Explainer(Standings standings, RecordStore store) {
        this.standings = standings;
        this.store = store;
    }

    /** One question, while it is being answered. */
    private record Case(
            Actor actor, GrantsBook book, CatalogObject object, String record, String action, String locale) {}

    Explanation explain(Actor actor, String objectName, String record, String action, String locale) {
        GrantsBook book = standings.book(actor.tenant());
        CatalogObject object = book.catalog()
                .findObject(objectName)
                .orElseThrow(() -> ProblemException.notFound("object", objectName));
        if (!List.of("create", "read", "edit", "delete").contains(action)) {
            throw new ProblemException(
                    ProblemException.Kind.MALFORMED,
                    "INVALID_PARAMETER",
                    Map.of("parameter", "action", "expected", List.of("create", "read", "edit", "delete")));
        }
        var asked = new Case(actor, book, object, record, action, locale);
        List<Explanation.Reason> reasons = new ArrayList<>();
        if (!(actor.grants() instanceof GrantsSnapshot snapshot)) {
            reasons.add(reason(asked, "ACCESS_SYSTEM_ACTOR", "", null, null, null, true));
            return new Explanation(objectName, record, action, true, reasons);
        }
        for (String role : actor.roles()) {
            explainRole(asked, snapshot, role, reasons);
        }
        if (reasons.isEmpty()) {
            reasons.add(reason(asked, "ACCESS_NO_ROLE", "", null, null, null, false));
        }
        boolean allowed = allowed(asked, snapshot);
        SetRights.master(book.catalog(), object).ifPresent(master -> {
            String code = allowed ? "ACCESS_FOLLOWS_MASTER" : "ACCESS_MASTER_REFUSES";
            reasons.add(reason(asked, code, "", null, master.name(), null, allowed));
        });
        return new Explanation(objectName, record, action, allowed, reasons);
    }

    private void explainRole(Case asked, GrantsSnapshot snapshot, String role, List<Explanation.Reason> reasons) {
        var bySet = new LinkedHashMap<String, List<Policies.Policy>>();
        for (Policies.Policy policy : asked.book().policies().of(role)) {
            bySet.computeIfAbsent(policy.set(), _ -> new ArrayList<>()).add(policy);
        }
        bySet.forEach((set, policies) -> {
            SetRights.Entry entry = new SetRights(policies).entry(asked.book().catalog(), asked.object());
            RowRule rule = asked.action().equals("create") ? entry.create() : entry.of(action(asked));
            if (rule.opensNothing()) {
                reasons.add(reason(asked, "ACCESS_NOT_GRANTED", role, set, entry.name(), rule, false));
                return;
            }
            boolean fits = asked.record() == null
                    || asked.action().equals("create")
                    || SetRights.master(asked.book().catalog(), asked.object()).isPresent()
                    || matches(asked, snapshot.predicate(asked.object(), rule));
            reasons.add(reason(
                    asked, fits ? "ACCESS_GRANTED" : "ACCESS_OUT_OF_SCOPE", role, set, entry.name(), rule, fits));
        });
    }

    private boolean allowed(Case asked, GrantsSnapshot snapshot) {
        if (asked.action().equals("create")) {
            return snapshot.mayCreate(asked.object().name());
        }
        Predicate scope = snapshot.scope(asked.object().name(), action(asked));
        return asked.record() == null ? !(scope instanceof Predicate.None) : matches(asked, scope);
    }

    private boolean matches(Case asked, Predicate condition) {
        Predicate thisOne = new Predicate.Compare(Predicate.Path.of("id"), Predicate.Op.EQ, asked.record());
        return store.count(
                        new Realm(asked.actor().tenant(), asked.book().catalog()),
                        asked.object().name(),
                        Predicate.and(thisOne, condition),
                        false)
                > 0;
    }

    private static Grants.Action action(Case asked) {
        return switch (asked.action()) {
            case "edit" -> Grants.Action.EDIT;
            case "delete" -> Grants.Action.DELETE;
            default -> Grants.Action.READ;
        };
    }

    private static Explanation.Reason reason(
            Case asked, String code, String role, String set, String entry, RowRule rule, boolean grants) {
        var params = new LinkedHashMap<String, Object>();
        params.put("role", role);
        params.put("set", set);
        params.put("entry", entry);
        params.put("scope", rule == null ? "" : rule.text());
        params.put("action", asked.action());
        params.put(
                "object",
                asked.object()
                        .definition()
                        .label()
                        .in(asked.locale(), asked.object().name()));
        return new Explanation.Reason(
                code,
                role,
                set,
                entry,
                rule == null ? null : rule.text(),
                grants,
                ProblemTexts.text(code, asked.locale(), params));
    }
}
