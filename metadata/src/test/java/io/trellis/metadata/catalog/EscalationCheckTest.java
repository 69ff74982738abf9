package io.trellis.metadata.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Fixture;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.EscalationDefinition;
import io.trellis.metadata.kind.Kinds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with an escalation rule is said at its place before it is in force. */
class EscalationCheckTest {
    private static final String RIGHT = "{name: x, object: visit, since: day, levels: [%s]}";

    /** {@code code path} of everything found, by schema and by meaning. */
    private static List<String> findings(String yaml) {
        List<String> found = new ArrayList<>();
        EscalationDefinition rule = Kinds.ESCALATIONS
                .read(Fixture.plain(yaml), null, problem -> found.add(problem.code() + " " + problem.path()))
                .orElseThrow();
        List<Definition> all = new ArrayList<>(Fixture.content().elements());
        all.add(rule);
        CatalogCompiler.compile(1, all).findings().stream()
                .filter(finding -> finding.element().equals("escalations/visit.x")
                        || finding.element().equals("escalations/place.x"))
                .forEach(finding -> found.add(
                        finding.problem().code() + " " + finding.problem().path()));
        return found;
    }

    private static List<String> levels(String levels) {
        return findings(RIGHT.formatted(levels));
    }

    @Test
    void whatIsRightIsTaken() {
        assertThat(levels("{afterHours: 1, assign: {to: superior}}, {afterHours: 1.5, set: {cost: cost + 1}}"))
                .isEmpty();
        assertThat(findings(
                        "{name: x, object: visit, since: updatedAt, businessHours: {opens: '08:30', closes: '17:30'},"
                                + " levels: [{afterHours: 2, assign: {to: departmentHead}}]}"))
                .isEmpty();
    }

    @Test
    void hoursAreCountedFromATime() {
        assertThat(findings("{name: x, object: visit, since: title, levels: [{afterHours: 1, set: {cost: '1'}}]}"))
                .containsExactly("ESCALATION_SINCE /since");
        assertThat(findings("{name: x, object: visit, since: deletedAt, levels: [{afterHours: 1, set: {cost: '1'}}]}"))
                .containsExactly("ESCALATION_SINCE /since");
        assertThat(findings("{name: x, object: visit, since: dai, levels: [{afterHours: 1, set: {cost: '1'}}]}"))
                .containsExactly("FIELD_MISSING /since");
    }

    @Test
    void levelsRise() {
        assertThat(levels("{afterHours: 2, set: {cost: '1'}}, {afterHours: 2, set: {cost: '1'}},"
                        + " {afterHours: 3, set: {cost: '1'}}, {afterHours: 1, set: {cost: '1'}}"))
                .containsExactly("ESCALATION_ORDER /levels/1/afterHours", "ESCALATION_ORDER /levels/3/afterHours");
        assertThat(levels("{afterHours: 0, set: {cost: '1'}}"))
                .containsExactly("ESCALATION_HOURS /levels/0/afterHours");
        assertThat(levels("{afterHours: 90000, set: {cost: '1'}}"))
                .containsExactly("ESCALATION_HOURS /levels/0/afterHours");
    }

    @Test
    void everyLevelDoesSomething() {
        assertThat(levels("{afterHours: 1, set: {cost: '1'}}, {afterHours: 2}, {afterHours: 3, set: {}}"))
                .containsExactly("ESCALATION_DOES_NOTHING /levels/1", "ESCALATION_DOES_NOTHING /levels/2");
    }

    @Test
    void somebodyIsNamedWhereAndOnlyWhereItIsToBeSomebody() {
        assertThat(levels("{afterHours: 1, assign: {to: user}}, {afterHours: 2, assign: {to: superior, user: li}}"))
                .containsExactly("MISSING_KEY /levels/0/assign", "KEY_OF_OTHER_TYPE /levels/1/assign/user");
        assertThat(levels("{afterHours: 1, assign: {to: nobody}}"))
                .first()
                .asString()
                .endsWith("/levels/0/assign/to");
        assertThat(findings("{name: x, object: place, since: createdAt,"
                        + " levels: [{afterHours: 1, assign: {to: superior}}]}"))
                .containsExactly("OBJECT_NOT_OWNED /levels/0/assign");
    }

    @Test
    void onlyFieldsThatMayBeWrittenAreSetToWhatTheyCanHold() {
        assertThat(levels(
                        "{afterHours: 1, set: {cots: '1', code: \"'x'\", oldKey: \"'x'\", owner: \"'x'\", perHead: '1',"
                                + " address: \"'x'\", cost: \"'x'\", title: 'titel', urgent: '1 +'}}"))
                .containsExactly(
                        "FIELD_MISSING /levels/0/set/cots",
                        "READ_ONLY /levels/0/set/code",
                        "READ_ONLY /levels/0/set/oldKey",
                        "READ_ONLY /levels/0/set/owner",
                        "READ_ONLY /levels/0/set/perHead",
                        "ESCALATION_SET /levels/0/set/address",
                        "TYPE_MISMATCH /levels/0/set/cost",
                        "UNKNOWN_NAME /levels/0/set/title",
                        "UNEXPECTED_END /levels/0/set/urgent");
    }

    @Test
    void aConditionIsOneThatAStoreAnswers() {
        String rule = "{name: x, object: visit, since: day, when: \"%s\", levels: [{afterHours: 1, set: {cost: '1'}}]}";
        assertThat(findings(rule.formatted("stat = 'open'"))).containsExactly("UNKNOWN_NAME /when");
        assertThat(findings(rule.formatted("cost"))).containsExactly("TYPE_MISMATCH /when");
        assertThat(findings(rule.formatted("LEN(title) > 3"))).hasSize(1).allMatch(found -> found.endsWith(" /when"));
        assertThat(findings(rule.formatted("ISCHANGED(state)"))).hasSize(1).allMatch(found -> found.endsWith(" /when"));
    }

    @Test
    void whatIsClosedBeforeItOpensIsRefused() {
        assertThat(findings("{name: x, object: visit, since: day, businessHours: {opens: '18:00', closes: '09:00'},"
                        + " levels: [{afterHours: 1, set: {cost: '1'}}]}"))
                .containsExactly("ESCALATION_CLOSES /businessHours/closes");
    }

    @Test
    void fieldsARuleUsesAreKnownToBeUsed() {
        Catalog catalog =
                CatalogCompiler.compile(1, Fixture.content().elements()).get();

        for (String field : List.of("startsAt", "state", "urgent", "title", "cost")) {
            assertThat(catalog.dependants("objects/visit/fields/" + field))
                    .as(field)
                    .contains("escalations/visit.late");
        }
        assertThat(catalog.dependants("objects/place/fields/kind")).contains("escalations/visit.late");
    }
}
