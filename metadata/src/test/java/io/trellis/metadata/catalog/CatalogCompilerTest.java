package io.trellis.metadata.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Fixture;
import io.trellis.metadata.Mutations;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.kind.Kind;
import io.trellis.metadata.kind.Kinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogCompilerTest {
    private final Map<String, Definition> definitions = new LinkedHashMap<>();

    CatalogCompilerTest() {
        Fixture.content().elements().forEach(this::put);
    }

    private void put(Definition definition) {
        definitions.put(Kinds.of(definition).name() + "/" + definition.key(), definition);
    }

    /** Reads a definition in place of the one of the same kind and key. */
    private CatalogCompilerTest with(Kind<?> kind, String yaml) {
        put(kind.read(Fixture.plain(yaml), null, problem -> {
                    throw new AssertionError(problem.toString());
                })
                .orElseThrow());
        return this;
    }

    private Compilation compile() {
        return CatalogCompiler.compile(1, definitions.values());
    }

    /** {@code code element path} of every finding. */
    private List<String> findings() {
        return compile().findings().stream()
                .map(finding -> finding.problem().code() + " " + finding.element() + " "
                        + finding.problem().path())
                .toList();
    }

    @Test
    void everythingTheLanguageHasCompiles() {
        Catalog catalog = compile().get();

        CatalogObject visit = catalog.getObject("visit");
        assertThat(visit.fields()).containsKeys("title", "owner", "recordType", "deletedAt");
        assertThat(visit.formulasInOrder()).extracting(CatalogField::name).containsExactly("perHead", "dear");
        assertThat(visit.findField("day").orElseThrow().defaultExpression()).isPresent();
        assertThat(catalog.getObject("step").masterField().orElseThrow().targets())
                .containsExactly("visit");
        assertThat(catalog.getObject("step").definition().prefix()).isEqualTo("step");
        assertThat(catalog.findObjectOfId("vis_1").orElseThrow().name()).isEqualTo("visit");
        assertThat(catalog.references("place"))
                .extracting(reference -> reference.field().name())
                .containsExactly("place", "about", "others");
        assertThat(visit.findField("recordType").orElseThrow().definition().defaultValue())
                .isEqualTo("first");
    }

    @Test
    void knowsWhoNeedsWhat() {
        Catalog catalog = compile().get();

        assertThat(catalog.dependants("objects/visit/fields/cost"))
                .contains(
                        "layouts/visit",
                        "mappings/visitAgain",
                        "objects/place/fields/cost",
                        "objects/visit/fields/perHead",
                        "permission-sets/visitor",
                        "views/visit.open");
        assertThat(catalog.dependants("roles/visitor")).containsExactly("layouts/visit", "views/visit.open");
        assertThat(catalog.dependants("objects/place/fields/kind")).contains("views/visit.open");
    }

    @Test
    void namesAreUniqueWhateverTheirCase() {
        with(Kinds.OBJECTS, """
                {name: thing, prefix: vis, fields: [{name: name, type: text}, {name: noteA, type: text},
                  {name: notea, type: text}, {name: owner, type: text}, {name: or, type: text}]}""");

        assertThat(findings())
                .contains(
                        "PREFIX_TAKEN objects/thing /prefix",
                        "DUPLICATE_NAME objects/thing /fields/2/name",
                        "RESERVED_NAME objects/thing /fields/3/name",
                        "RESERVED_NAME objects/thing /fields/4/name");
    }

    @Test
    void aHierarchyIsAmongRecordsOfOneObject() {
        with(Kinds.OBJECTS, """
                {name: thing, fields: [{name: name, type: text},
                  {name: above, type: lookup, target: thing, hierarchy: true},
                  {name: place, type: lookup, target: visit, hierarchy: true}]}""");

        assertThat(findings()).containsExactly("HIERARCHY_NOT_SELF objects/thing /fields/2/hierarchy");
    }

    @Test
    void whatIsNamedMustExist() {
        with(Kinds.OBJECTS, """
                {name: thing, nameField: nam, searchFields: [x], uniques: [[name, y]], indexes: [[tags]],
                 fields: [{name: name, type: text}, {name: a, type: lookup, target: plase}, {name: tags, type: tags}]}""");
        with(Kinds.LAYOUTS, """
                {name: thing, object: thing, recordType: no, roles: [visiter], highlights: [z], path: name,
                 sections: [{fields: [name, nope]}], related: [{object: step, via: what}], actions: [visitAgain, no]}""");
        with(Kinds.VIEWS, "{name: all, object: thing, columns: [name, a.name, name.x], sort: tags}");
        with(Kinds.MENUS, "{name: m, label: M, items: [{object: visit, view: opn}, {object: ting}, {label: x}]}");
        with(Kinds.ROLES, "{name: r, permissionSets: [visitr]}");
        with(Kinds.PERMISSION_SETS, "{name: p, objects: {visitt: {read: all}}, fields: {visit.coast: {read: false}}}");

        assertThat(findings())
                .containsExactlyInAnyOrder(
                        "FIELD_MISSING objects/thing /nameField",
                        "FIELD_MISSING objects/thing /searchFields/0",
                        "FIELD_MISSING objects/thing /uniques/0/1",
                        "NOT_INDEXABLE objects/thing /indexes/0/0",
                        "LOOKUP_TARGET_MISSING objects/thing /fields/1/target",
                        "ROLE_MISSING layouts/thing /roles/0",
                        "NOT_POINTING_HERE layouts/thing /related/0/via",
                        "RECORD_TYPE_MISSING layouts/thing /recordType",
                        "FIELD_MISSING layouts/thing /highlights/0",
                        "FIELD_MISSING layouts/thing /sections/0/fields/1",
                        "NOT_A_SELECT layouts/thing /path",
                        "MAPPING_OF_OTHER_OBJECT layouts/thing /actions/0",
                        "MAPPING_MISSING layouts/thing /actions/1",
                        "NO_WAY_THROUGH views/thing.all /columns/1",
                        "NO_WAY_THROUGH views/thing.all /columns/2",
                        "NOT_SORTABLE views/thing.all /sort",
                        "VIEW_MISSING menus/m /items/0/view",
                        "OBJECT_MISSING menus/m /items/1/object",
                        "ONE_OF_KEYS menus/m /items/2",
                        "PERMISSION_SET_MISSING roles/r /permissionSets/0",
                        "OBJECT_MISSING permission-sets/p /objects/visitt",
                        "FIELD_MISSING permission-sets/p /fields/visit.coast");
    }

    @Test
    void formulasAreTypedSteadyAndWithoutCircles() {
        with(Kinds.OBJECTS, """
                {name: thing, fields: [{name: name, type: text}, {name: n, type: integer},
                  {name: place, type: lookup, target: place},
                  {name: a, type: formula, returns: integer, expression: "b + 1"},
                  {name: b, type: formula, returns: integer, expression: "a + n"},
                  {name: c, type: formula, returns: boolean, expression: "n + 1"},
                  {name: d, type: formula, returns: text, expression: "place.name"},
                  {name: e, type: formula, returns: boolean, expression: "createdAt < NOW()"},
                  {name: f, type: formula, returns: text, expression: "UPPER(nam"}]}""");

        Compilation compilation = compile();

        assertThat(findings())
                .contains(
                        "FORMULA_CYCLE objects/thing /fields/3/expression",
                        "FORMULA_NOT_STEADY objects/thing /fields/7/expression")
                .anyMatch(finding -> finding.endsWith("objects/thing /fields/5/expression"))
                .anyMatch(finding -> finding.endsWith("objects/thing /fields/8/expression"));
        assertThat(compilation.findings().stream()
                        .filter(finding -> finding.problem().code().equals("FORMULA_CYCLE"))
                        .findFirst()
                        .orElseThrow()
                        .problem()
                        .params())
                .containsEntry("fields", "a → b → a");
    }

    @Test
    void defaultsFitTheirFields() {
        with(Kinds.OBJECTS, """
                {name: thing, fields: [{name: name, type: text, max: 3, default: toolong},
                  {name: s, type: select, options: [a, b], default: c},
                  {name: d, type: date, default: {expression: "1 + 1"}},
                  {name: f, type: formula, returns: text, expression: name, default: x, required: true}]}""");

        assertThat(findings())
                .contains(
                        "TOO_LONG objects/thing /fields/0/default",
                        "NOT_AN_OPTION objects/thing /fields/1/default",
                        "DEFAULT_NOT_ALLOWED objects/thing /fields/3/default",
                        "REQUIRED_NOT_ALLOWED objects/thing /fields/3/required")
                .anyMatch(finding -> finding.endsWith("/fields/2/default/expression"));
    }

    @Test
    void aDetailHasOneMasterAndNoCircle() {
        with(Kinds.OBJECTS, """
                {name: thing, fields: [{name: name, type: text}, {name: a, type: masterDetail, target: thing},
                  {name: b, type: masterDetail, target: visit}]}""");

        assertThat(findings())
                .contains("SECOND_MASTER objects/thing /fields/2/type", "MASTER_CYCLE objects/thing /fields");
    }

    @Test
    void mappingsCopyOnlyWhatFits() {
        with(Kinds.MAPPINGS, """
                {name: bad, object: visit, when: cost, open: nobody, targets: [
                  {as: next, object: visit, map: {people: title, code: title, titel: title},
                   values: {state: opne, day: {expression: "'x'"}}, links: {place: $source, about: $later},
                   lines: {from: place, via: name, object: step, link: what}}], after: {set: {perHead: 1}}}""");

        assertThat(findings())
                .contains(
                        "NOT_ASSIGNABLE mappings/bad /targets/0/map/people",
                        "READ_ONLY mappings/bad /targets/0/map/code",
                        "FIELD_MISSING mappings/bad /targets/0/map/titel",
                        "NOT_AN_OPTION mappings/bad /targets/0/values/state",
                        "NOT_POINTING_THERE mappings/bad /targets/0/links/place",
                        "TARGET_MISSING mappings/bad /targets/0/links/about",
                        "NOT_POINTING_THERE mappings/bad /targets/0/lines/via",
                        "NOT_POINTING_THERE mappings/bad /targets/0/lines/link",
                        "READ_ONLY mappings/bad /after/set/perHead",
                        "TARGET_MISSING mappings/bad /open")
                .anyMatch(finding -> finding.endsWith("mappings/bad /when"))
                .anyMatch(finding -> finding.endsWith("/targets/0/values/day/expression"));
    }

    @Test
    void filtersAreWhatAStoreCanAnswer() {
        with(Kinds.VIEWS, "{name: f, object: visit, columns: [title], filter: \"UPPER(title) = title\"}");
        with(
                Kinds.PERMISSION_SETS,
                "{name: p, objects: {visit: {read: {expression: title}}, '*': {read: {expression: 'TRUE'}}}}");

        assertThat(findings())
                .contains(
                        "NOT_FILTERABLE views/visit.f /filter",
                        "SCOPE_WITHOUT_OBJECT permission-sets/p /objects/*/read")
                .anyMatch(finding -> finding.endsWith("permission-sets/p /objects/visit/read/expression"));
    }

    @Test
    void aDiffFollowsStableIds() {
        Catalog before = compile().get();
        with(Kinds.OBJECTS, """
                {name: place, prefix: plc, label: {zh-CN: 地点, en-US: Place}, ownership: none,
                 fields: [{name: title, id: fld_place_name, type: text, required: true, unique: true},
                          {name: kind, type: select, options: [office, factory]}, {name: size, type: integer}]}""");
        definitions.keySet().removeIf(key -> !key.startsWith("objects/"));
        Catalog after = compile().get();

        assertThat(CatalogDiff.between(before, after).changes())
                .extracting(change ->
                        change.action() + " " + change.element() + (change.renamed() ? " was " + change.former() : ""))
                .contains(
                        "CHANGE objects/place",
                        "CHANGE objects/place/fields/title was objects/place/fields/name",
                        "ADD objects/place/fields/size",
                        "REMOVE objects/place/fields/visits",
                        "REMOVE views/visit.open");
        assertThat(CatalogDiff.between(before, before).isEmpty()).isTrue();
    }

    @Test
    void neverThrowsOnDamagedDefinitions() {
        var mutations = new Mutations(11);
        List<Definition> all = List.copyOf(definitions.values());
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            int victim = i % all.size();
            Kind<?> kind = Kinds.of(all.get(victim));
            Object damaged = mutations.mutate(kind.writeAny(all.get(victim)));
            var read = kind.read(damaged, null, _ -> {});
            List<Definition> changed = new ArrayList<>(all);
            changed.remove(victim);
            read.ifPresent(changed::add);
            Compilation compilation = CatalogCompiler.compile(1, changed);
            refused += compilation.catalog().isPresent() ? 0 : 1;
            assertThat(compilation.findings())
                    .allMatch(finding -> finding.problem().path().isEmpty()
                            || finding.problem().path().startsWith("/"));
        }
        assertThat(refused).isBetween(300, 1900);
    }
}
