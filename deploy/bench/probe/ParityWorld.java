import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A tenant made by chance from a seed: departments, people below each other, permission sets of every kind of row scope with and
 * without a hidden field, and records that were made, handed over, changed, deleted and removed. It knows by its own reckoning who
 * may see what, and never asks the server.
 */
final class ParityWorld {
    static final String PASSWORD = "Parity-probe-2026";
    static final String OBJECT = "plot";
    static final String DETAIL = "part";
    static final String SIGN = "sign";
    private static final List<String> WORDS = List.of("none", "own", "department", "departmentAndBelow", "all");
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    /** @param scope a word, or an expression where it has a blank */
    record RightsSet(String name, String scope, boolean hidesNote) {}

    record Person(String id, String username, int manager, int department, List<RightsSet> sets, Target.Session session) {}

    /** A record as it should be; {@code deleted} ones are in the recycle bin. */
    static final class Plot {
        String id;
        String title;
        String colour;
        int size;
        int owner;
        int department;
        boolean deleted;
        boolean purged;
        String sign;
        String part;
    }

    final Target target;
    final String tenant;
    final String secret;
    final Target.Session admin;
    final List<Person> people = new ArrayList<>();
    final List<Plot> plots = new ArrayList<>();
    private final Random dice;
    private final List<Integer> parents = new ArrayList<>();
    private final List<String> departments = new ArrayList<>();

    ParityWorld(Target target, String adminToken, String tenant, long seed) {
        this.target = target;
        this.tenant = tenant;
        this.secret = "hidden-" + tenant + "-" + Long.toString(seed, 36);
        this.dice = new Random(seed);
        target.ok("POST", "/tenants", adminToken, Map.of("name", tenant, "label", Map.of("zh-CN", tenant, "en-US", tenant),
                "adminUsername", "boss", "adminPassword", PASSWORD));
        this.admin = target.session(tenant, "boss", PASSWORD);
        defineObjects();
        departments();
        people(sets());
        plots();
        history();
    }

    private void defineObjects() {
        object(OBJECT, List.of("title", "note"), List.of(
                field("title", "text", Map.of("max", 80)), field("code", "text", Map.of("max", 40, "externalKey", true)),
                field("size", "integer", Map.of()), field("colour", "select", Map.of("options", COLOURS)),
                field("note", "text", Map.of("max", 80))));
        object(DETAIL, List.of("title"), List.of(
                field("title", "text", Map.of("max", 80)), field("of", "masterDetail", Map.of("target", OBJECT))));
        object(SIGN, List.of("title"), List.of(
                field("title", "text", Map.of("max", 80)), field("at", "lookup", Map.of("target", OBJECT))));
    }

    private void object(String name, List<String> search, List<Map<String, Object>> fields) {
        target.ok("PUT", "/meta/objects/" + name, admin.token(), Map.of("name", name, "label", Map.of("zh-CN", name, "en-US", name),
                "nameField", "title", "searchFields", search, "fields", fields));
    }

    private static Map<String, Object> field(String name, String type, Map<String, Object> more) {
        Map<String, Object> field = new LinkedHashMap<>(more);
        field.put("name", name);
        field.put("type", type);
        field.put("label", Map.of("zh-CN", name, "en-US", name));
        return field;
    }

    private void departments() {
        for (int i = 0; i < 7; i++) {
            int parent = i == 0 ? -1 : dice.nextInt(i);
            var values = new LinkedHashMap<String, Object>(Map.of("name", "branch " + i, "kind", "department"));
            if (parent >= 0) {
                values.put("parent", departments.get(parent));
            }
            departments.add(target.ok("POST", "/records/department", admin.token(), values).path("id").asString());
            parents.add(parent);
        }
    }

    private List<RightsSet> sets() {
        List<String> scopes = new ArrayList<>(WORDS);
        scopes.add("colour = \"red\" OR size > 40");
        scopes.add("owner = ME() AND size < 70");
        List<RightsSet> sets = new ArrayList<>();
        for (String scope : scopes) {
            for (boolean hides : List.of(true, false)) {
                var set = new RightsSet("set" + sets.size(), scope, hides);
                Object row = scope.contains(" ") ? Map.of("expression", scope) : scope;
                Map<String, Object> fields = hides ? Map.of(OBJECT + ".note", Map.of("read", false, "edit", false)) : Map.of();
                var all = Map.of("create", true, "read", "all", "edit", "all", "delete", "all");
                target.ok("PUT", "/meta/permission-sets/" + set.name, admin.token(), Map.of("name", set.name, "label", Map.of("zh-CN", set.name, "en-US", set.name),
                        "objects", Map.of(OBJECT, Map.of("create", true, "read", row, "edit", row, "delete", row), DETAIL, all, SIGN, all),
                        "fields", fields, "system", List.of("exportData", "importData")));
                target.ok("PUT", "/meta/roles/" + set.name, admin.token(), Map.of("name", set.name,
                        "label", Map.of("zh-CN", set.name, "en-US", set.name), "permissionSets", List.of(set.name)));
                sets.add(set);
            }
        }
        return sets;
    }

    private void people(List<RightsSet> sets) {
        for (int i = 0; i < 10; i++) {
            int manager = i == 0 || dice.nextInt(3) == 0 ? -1 : dice.nextInt(i);
            int department = dice.nextInt(departments.size());
            Set<RightsSet> mine = new LinkedHashSet<>();
            // The first ones have one set each, so that every word stands alone somewhere.
            for (int n = i < 7 ? 1 : 2; mine.size() < n; ) {
                mine.add(i < 7 ? sets.get(2 * i + dice.nextInt(2)) : sets.get(dice.nextInt(sets.size())));
            }
            String username = "person" + i;
            var values = new LinkedHashMap<String, Object>(Map.of("username", username, "name", username,
                    "department", departments.get(department), "roles", mine.stream().map(RightsSet::name).toList()));
            if (manager >= 0) {
                values.put("manager", people.get(manager).id);
            }
            String id = target.ok("POST", "/records/user", admin.token(), values).path("id").asString();
            target.ok("POST", "/users/" + id + "/password", admin.token(), Map.of("new", PASSWORD));
            people.add(new Person(id, username, manager, department, List.copyOf(mine), target.session(tenant, username, PASSWORD)));
        }
    }

    private void plots() {
        for (int i = 0; i < 60; i++) {
            var plot = new Plot();
            plot.title = "needle " + number(i);
            plot.colour = COLOURS.get(dice.nextInt(COLOURS.size()));
            plot.size = dice.nextInt(100);
            give(plot, dice.nextInt(people.size()));
            JsonNode made = target.ok("POST", "/records/" + OBJECT, admin.token(), Map.of("title", plot.title, "code", tenant + i, "size", plot.size,
                    "colour", plot.colour, "note", secret + "-" + i, "owner", people.get(plot.owner).id));
            plot.id = made.path("id").asString();
            plot.sign = target.ok("POST", "/records/" + SIGN, admin.token(), Map.of("title", "sign " + i, "at", plot.id)).path("id").asString();
            plot.part = target.ok("POST", "/records/" + DETAIL, admin.token(), Map.of("title", "part " + i, "of", plot.id)).path("id").asString();
            plots.add(plot);
        }
    }

    /** A word of its own for each record, which is part of no other text. */
    static String number(int i) {
        return "k" + (i + 100) + "k";
    }

    private void give(Plot plot, int owner) {
        plot.owner = owner;
        plot.department = people.get(owner).department;
    }

    /** What happens to records after they were made: rights follow what they are now. */
    private void history() {
        for (Plot plot : plots) {
            String path = "/records/" + OBJECT + "/" + plot.id;
            switch (dice.nextInt(10)) {
                case 0, 1 -> {
                    give(plot, dice.nextInt(people.size()));
                    target.ok("PATCH", path, admin.token(), Map.of("owner", people.get(plot.owner).id));
                }
                case 2 -> {
                    plot.colour = COLOURS.get(dice.nextInt(COLOURS.size()));
                    plot.size = dice.nextInt(100);
                    target.ok("PATCH", path, admin.token(), Map.of("colour", plot.colour, "size", plot.size));
                }
                case 3 -> {
                    plot.deleted = true;
                    target.ok("DELETE", path, admin.token(), null);
                }
                case 4 -> {
                    target.ok("DELETE", path, admin.token(), null);
                    target.ok("POST", path + "/restore", admin.token(), Map.of());
                    // Deleting let go of the link.
                    target.ok("PATCH", "/records/" + SIGN + "/" + plot.sign, admin.token(), Map.of("at", plot.id));
                }
                case 5 -> {
                    if (dice.nextBoolean()) {
                        plot.purged = true;
                        target.ok("DELETE", path, admin.token(), null);
                        target.ok("DELETE", path + "?purge=true", admin.token(), null);
                    }
                }
                default -> {
                    // stays as it was made
                }
            }
        }
    }

    /** Ids of the live records a person may see, or of those in the recycle bin. */
    Set<String> visible(int person, boolean deleted) {
        var ids = new LinkedHashSet<String>();
        for (Plot plot : plots) {
            if (!plot.purged && plot.deleted == deleted && sees(person, plot)) {
                ids.add(plot.id);
            }
        }
        return ids;
    }

    boolean mayReadObject(int person) {
        return people.get(person).sets.stream().anyMatch(set -> !set.scope.equals("none"));
    }

    /** A field is hidden only where every set that opens the object hides it. */
    boolean seesNote(int person) {
        return people.get(person).sets.stream().anyMatch(set -> !set.scope.equals("none") && !set.hidesNote);
    }

    private boolean sees(int person, Plot plot) {
        return people.get(person).sets.stream().anyMatch(set -> opens(set.scope, person, plot));
    }

    private boolean opens(String scope, int person, Plot plot) {
        boolean own = team(person).contains(plot.owner);
        int department = people.get(person).department;
        return switch (scope) {
            case "none" -> false;
            case "own" -> own;
            case "department" -> own || plot.department == department;
            case "departmentAndBelow" -> own || below(department, plot.department);
            case "all" -> true;
            case "colour = \"red\" OR size > 40" -> plot.colour.equals("red") || plot.size > 40;
            case "owner = ME() AND size < 70" -> plot.owner == person && plot.size < 70;
            default -> throw new IllegalStateException(scope);
        };
    }

    private Set<Integer> team(int person) {
        Set<Integer> team = new HashSet<>(Set.of(person));
        for (boolean grown = true; grown; ) {
            grown = false;
            for (int i = 0; i < people.size(); i++) {
                grown |= team.contains(people.get(i).manager) && team.add(i);
            }
        }
        return team;
    }

    private boolean below(int top, int department) {
        for (int at = department; at >= 0; at = parents.get(at)) {
            if (at == top) {
                return true;
            }
        }
        return false;
    }
}
