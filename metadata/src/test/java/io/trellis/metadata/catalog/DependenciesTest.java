package io.trellis.metadata.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Fixture;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.kind.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DependenciesTest {
    private static final String ACCOUNT = """
            {name: account, nameField: name, fields: [{name: name, type: text},
              {name: rate, type: decimal, scale: 2}, {name: parent, type: lookup, target: account},
              {name: orders, type: rollup, from: order, via: account, function: count},
              {name: big, type: rollup, from: order, via: account, function: sum, field: withTax, filter: "withTax > 100"},
              {name: mood, type: formula, returns: text, expression: "IF(big > 1000, 'good', 'bad')"}]}
            """;
    private static final String ORDER = """
            {name: order, nameField: no, fields: [{name: no, type: text}, {name: account, type: lookup, target: account},
              {name: total, type: rollup, from: line, via: order, function: sum, field: amount},
              {name: withTax, type: formula, returns: decimal, expression: "total * 1.13"}]}
            """;
    private static final String LINE = """
            {name: line, nameField: what, fields: [{name: what, type: text}, {name: order, type: masterDetail, target: order},
              {name: price, type: decimal, scale: 2},
              {name: amount, type: formula, returns: decimal, expression: "price * order.account.rate"}]}
            """;

    private final List<Definition> definitions = new ArrayList<>();

    private DependenciesTest with(String yaml) {
        definitions.add(Kinds.OBJECTS
                .read(Fixture.plain(yaml), null, problem -> {
                    throw new AssertionError(problem.toString());
                })
                .orElseThrow());
        return this;
    }

    private Dependencies graph() {
        Compilation compilation = CatalogCompiler.compile(1, definitions);
        assertThat(compilation.findings()).isEmpty();
        return compilation.get().dependencies();
    }

    private List<String> findings() {
        return CatalogCompiler.compile(1, definitions).findings().stream()
                .map(finding -> finding.problem().code() + " " + finding.element() + " "
                        + finding.problem().path() + " " + finding.problem().params())
                .toList();
    }

    @Test
    void aChangeIsCarriedUpInAnOrderThatNeedsOnePass() {
        Dependencies graph = with(ACCOUNT).with(ORDER).with(LINE).graph();

        assertThat(graph.carried("line")).extracting(Rollup::key).containsSubsequence("order.total", "account.big");
        assertThat(graph.over("order")).extracting(Rollup::key).containsExactly("account.orders", "account.big");
        assertThat(graph.rollups("order")).extracting(Rollup::key).containsExactly("order.total");
        assertThat(graph.derivedObjects()).extracting(CatalogObject::name).containsExactly("line", "order", "account");
    }

    @Test
    void readersKnowTheirWayOverSeveralLinks() {
        Dependencies graph = with(ACCOUNT).with(ORDER).with(LINE).graph();

        assertThat(graph.readers("account"))
                .extracting(Dependencies.Reader::links, Dependencies.Reader::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(List.of("order", "account"), "rate"));
        assertThat(graph.readers("order"))
                .extracting(Dependencies.Reader::links, Dependencies.Reader::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(List.of("order"), "account"));
        assertThat(graph.affected("line", "amount"))
                .isEqualTo(Map.of(
                        "line", Set.of("amount"),
                        "order", Set.of("total", "withTax"),
                        "account", Set.of("big", "mood")));
    }

    @Test
    void aCircleOverRecordsIsRefusedWithItsPath() {
        with(ACCOUNT.replace("type: decimal, scale: 2", "type: formula, returns: decimal, expression: 'big / 2'"))
                .with(ORDER)
                .with(LINE);

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("DERIVED_CYCLE")
                .contains("account.rate → account.big → order.withTax → order.total → line.amount → account.rate");
    }

    @Test
    void aFormulaThatReadsItselfOfAnotherRecordIsRefused() {
        with("{name: node, nameField: name, fields: [{name: name, type: text}, {name: up, type: lookup, target: node},"
                + " {name: level, type: formula, returns: integer, expression: 'up.level + 1'}]}");

        assertThat(findings())
                .containsExactly("DERIVED_CYCLE objects/node /fields/2/expression {fields=node.level → node.level}");
    }

    @Test
    void tooLongAChainIsRefusedWithItsPath() {
        for (int i = 0; i <= 12; i++) {
            with("{name: n" + i
                    + ", nameField: name, fields: [{name: name, type: text}, {name: up, type: lookup, target: n"
                    + Math.min(12, i + 1) + "}, {name: v, type: "
                    + (i == 12 ? "integer" : "formula, returns: integer, expression: up.v") + "}]}");
        }

        assertThat(findings())
                .anyMatch(finding -> finding.startsWith("DERIVED_TOO_DEEP objects/n0 /fields/2/expression")
                        && finding.contains("n0.v → n1.v → n2.v")
                        && finding.contains("steps=12"))
                .noneMatch(finding -> finding.contains("objects/n2 "));
    }

    @Test
    void whatReadsTheDayIsKnown() {
        Dependencies graph = with(ACCOUNT.replace("withTax > 100", "day >= YEARSTART()"))
                .with(ORDER.replace("{name: no,", "{name: day, type: date}, {name: no,"))
                .with(LINE.replace("price * order", "IF(DATEVALUE(createdAt) < TODAY(), price, 0) * order"))
                .graph();

        assertThat(graph.dailyObjects()).extracting(CatalogObject::name).containsExactly("line", "account");
        assertThat(graph.rollups("account").stream().filter(graph::readsDay))
                .extracting(Rollup::key)
                .containsExactly("account.big");
    }

    @Test
    void aFilterMustStayTrueUntilAChildIsWritten() {
        with(ACCOUNT.replace("withTax > 100", "createdAt > NOW()")).with(ORDER).with(LINE);
        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("ROLLUP_NOT_STEADY objects/account /fields/4/filter");

        definitions.clear();
        with(ACCOUNT.replace("withTax > 100", "account.rate > 1")).with(ORDER).with(LINE);
        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("ROLLUP_NOT_LOCAL objects/account /fields/4/filter");
    }
}
