package io.trellis.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.catalog.Compilation;
import io.trellis.metadata.schema.Documents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a rule must get right before it is in force, and what is told where it does not. */
class RulePublishTest {
    private static List<String> problems(String... rules) {
        Compilation compiled = compile(rules);
        return compiled.findings().stream()
                .map(finding ->
                        finding.problem().code() + " " + finding.problem().path())
                .toList();
    }

    private static Compilation compile(String... rules) {
        List<Map<?, ?>> documents = new ArrayList<>();
        for (String rule : rules) {
            documents.add((Map<?, ?>)
                    Documents.readYaml(("{object: deal, " + rule + "}").getBytes(StandardCharsets.UTF_8), problem -> {
                                throw new IllegalStateException(problem.toString());
                            })
                            .orElseThrow()
                            .value());
        }
        return Vectors.compile(documents);
    }

    @Test
    void everyTypeNeedsItsKeysAndKnowsNoOthers() {
        assertThat(problems("name: a, type: validation")).containsExactlyInAnyOrder("MISSING_KEY ", "MISSING_KEY ");
        assertThat(problems("name: a, type: visible, fields: [note]")).containsExactly("MISSING_KEY ");
        assertThat(problems("name: a, type: hidden, fields: [note], filter: urgent"))
                .containsExactly("KEY_OF_OTHER_TYPE /filter");
        assertThat(problems("name: a, type: options, field: channel")).containsExactly("ONE_OF_KEYS ");
        assertThat(problems("name: a, type: options, field: channel, by: region"))
                .containsExactly("ONE_OF_KEYS ");
    }

    @Test
    void optionsMustBeThoseOfTheFields() {
        assertThat(problems("name: a, type: options, field: channel, allow: [shop, shpo]"))
                .containsExactly("NOT_AN_OPTION /allow/1");
        assertThat(problems("name: a, type: options, field: title, allow: [shop]"))
                .containsExactly("NOT_A_SELECT /field");
        assertThat(problems("name: a, type: options, field: channel, by: region, matrix: {noth: [shop], south: [x]}"))
                .containsExactlyInAnyOrder("NOT_AN_OPTION /matrix/noth", "NOT_AN_OPTION /matrix/south/0");
        assertThat(problems("name: a, type: options, field: channel, by: channel, matrix: {shop: [web]}"))
                .containsExactly("RULE_BY_ITSELF /by");
    }

    @Test
    void aFilterMustBeOneAStoreCanAnswer() {
        assertThat(problems("name: a, type: filter, field: city, filter: people > this.count + 1"))
                .isEmpty();
        assertThat(problems("name: a, type: filter, field: city, filter: LEN(name) > 3"))
                .containsExactly("NOT_FILTERABLE /filter");
        assertThat(problems("name: a, type: filter, field: city, filter: 'INCLUDES(this.extras, name)'"))
                .containsExactly("RULE_FILTER_LIST /filter");
        assertThat(problems("name: a, type: filter, field: city, filter: region = this.reigon"))
                .containsExactly("UNKNOWN_NAME /filter");
        assertThat(problems("name: a, type: filter, field: title, filter: 'TRUE'"))
                .containsExactly("NO_WAY_THROUGH /field");
    }

    @Test
    void whatThePlatformWritesIsNeitherDemandedNorFilledNorLocked() {
        assertThat(problems("name: a, type: required, fields: [net]"))
                .containsExactly("REQUIRED_NOT_ALLOWED /fields/0");
        assertThat(problems("name: a, type: readOnly, fields: [createdAt]")).containsExactly("READ_ONLY /fields/0");
        assertThat(problems("name: a, type: default, field: net, value: 5"))
                .containsExactly("DEFAULT_NOT_ALLOWED /field");
        assertThat(problems("name: a, type: default, field: count, value: many"))
                .containsExactly("NOT_A_NUMBER /value");
        assertThat(problems("name: a, type: default, field: count, value: {expression: title}"))
                .containsExactly("TYPE_MISMATCH /value/expression");
    }

    @Test
    void defaultsInACircleAreRefusedAlsoThroughAFormula() {
        assertThat(problems(
                        "name: a, type: default, field: discount, value: {expression: net}",
                        "name: b, type: default, field: count, value: 5"))
                .containsExactly("RULE_DEFAULT_CYCLE /value");
    }

    @Test
    void whatARuleNamesIsInUse() {
        var catalog = compile(
                        "name: a, type: filter, field: city, filter: region = this.region",
                        "name: b, type: required, fields: [note], when: 'city.people > 5'")
                .get();
        assertThat(catalog.dependants("objects/city/fields/region")).containsExactly("rules/deal.a");
        assertThat(catalog.dependants("objects/deal/fields/region")).containsExactly("rules/deal.a");
        assertThat(catalog.dependants("objects/city/fields/people")).containsExactly("rules/deal.b");
        assertThat(catalog.dependants("objects/deal/fields/note")).containsExactly("rules/deal.b");
    }
}
