package io.trellis.rules.assignment;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.Finding;
import io.trellis.metadata.definition.AssignmentDefinition;
import io.trellis.metadata.definition.AssignmentDefinition.Entry;
import io.trellis.metadata.expression.Suggestions;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Access;
import io.trellis.platform.publish.PublishCheck;
import io.trellis.platform.record.RecordService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Refuses rules of the tenant's own that name people or departments nobody knows, which are misspelt. Rules of packages are let be: they
 * may come before their people do, and {@code evaluate} tells what they name in vain. So are rules that stay as they are: that
 * somebody has left must not stand in the way of publishing something else.
 */
@Component
final class AssignmentChecks implements PublishCheck {
    private final RecordService records;
    private final Access access;

    AssignmentChecks(@Lazy RecordService records, @Lazy Access access) {
        this.records = records;
        this.access = access;
    }

    @Override
    public List<Finding> check(String tenant, Catalog before, Catalog after) {
        Map<String, AssignmentDefinition> former = before.elements(AssignmentDefinition.class);
        List<AssignmentDefinition> changed = after.elements(AssignmentDefinition.class).values().stream()
                .filter(rule -> rule.packageName() == null && !rule.equals(former.get(rule.key())))
                .toList();
        if (changed.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        var people = new People(records, access, tenant);
        changed.forEach(rule -> problems(rule, people)
                .forEach(problem -> findings.add(new Finding(Kinds.ASSIGNMENTS.name(), rule.key(), problem))));
        return findings;
    }

    /** With paths into the rule. */
    static List<Problem> problems(AssignmentDefinition rule, People people) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < rule.entries().size(); i++) {
            Entry entry = rule.entries().get(i);
            String at = "/entries/" + i;
            People.Unknown unknown = people.unknown(entry);
            unknown.users()
                    .forEach(position -> problems.add(missing(
                            "USER_MISSING",
                            at + "/users/" + position,
                            entry.users().get(position),
                            people.usernames())));
            if (unknown.department()) {
                problems.add(
                        missing("DEPARTMENT_MISSING", at + "/department", entry.department(), people.departments()));
            }
        }
        return problems;
    }

    private static Problem missing(String code, String path, String name, Collection<String> known) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", name);
        Suggestions.closest(name, known).ifPresent(suggestion -> params.put("suggestion", suggestion));
        return new Problem(code, path, params);
    }
}
