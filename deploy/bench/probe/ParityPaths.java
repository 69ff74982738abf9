import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Every way in which the records of {@link ParityWorld} can be found out, each answering the ids that one person gets to see. */
final class ParityPaths {
    private static final String RECORDS = "/records/" + ParityWorld.OBJECT;

    private final Target target;
    private final ParityWorld world;
    private final String token;
    /** Paths whose answer follows the writes a moment later. */
    static final Set<String> LATE = Set.of("search", "list with q", "query with q");

    ParityPaths(ParityWorld world, String token) {
        this.world = world;
        this.target = world.target;
        this.token = token;
    }

    /** A way to see records: by name, from nothing to ids. */
    Map<String, Function<ParityPaths, Set<String>>> live() {
        var paths = new LinkedHashMap<String, Function<ParityPaths, Set<String>>>();
        paths.put("list", p -> p.pages("?size=200"));
        paths.put("list by page", p -> p.byPage("?size=7&count=true"));
        paths.put("list by cursor", p -> p.pages("?size=6&sort=size,-title"));
        paths.put("list with filters that make a whole", p -> union(
                p.pages("?size=200&filter=" + Target.encode("colour = \"red\"")), p.pages("?size=200&filter=" + Target.encode("NOT(colour = \"red\")"))));
        paths.put("list with a filter by owner", ParityPaths::byOwner);
        paths.put("list with q", p -> p.pages("?size=200&q=needle"));
        paths.put("query", p -> p.ids(p.post(RECORDS + "/query", Map.of("size", 200, "sort", List.of("-size"))).path("records")));
        paths.put("query with q", p -> p.ids(p.post(RECORDS + "/query", Map.of("size", 200, "q", "needle")).path("records")));
        paths.put("search", p -> p.search());
        paths.put("get", p -> p.each("", 200));
        paths.put("history", p -> p.each("/history", 200));
        paths.put("as of now: list", p -> p.pages("?size=200&asOf=" + now()));
        paths.put("as of now: get", p -> p.each("?asOf=" + now(), 200));
        paths.put("attachments", p -> p.each("/attachments", 200));
        paths.put("names behind links", p -> p.behind(ParityWorld.SIGN, "at"));
        paths.put("details", p -> p.behind(ParityWorld.DETAIL, "of"));
        paths.put("filter through a link", ParityPaths::throughLink);
        paths.put("group-by", ParityPaths::grouped);
        paths.put("export", ParityPaths::exported);
        paths.put("explanation", ParityPaths::explained);
        return paths;
    }

    private static String now() {
        return Target.encode(java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString());
    }

    Set<String> bin() {
        return pages("?size=200&deleted=true");
    }

    private JsonNode get(String path) {
        return target.json("GET", path, token, null).body();
    }

    private JsonNode post(String path, Object body) {
        return target.json("POST", path, token, Target.JSON.writeValueAsString(body)).body();
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> both = new LinkedHashSet<>(a);
        both.addAll(b);
        return both;
    }

    private Set<String> ids(JsonNode records) {
        var ids = new LinkedHashSet<String>();
        records.forEach(record -> ids.add(record.path("id").asString("")));
        return ids;
    }

    private Set<String> pages(String query) {
        var seen = new LinkedHashSet<String>();
        String after = "";
        do {
            JsonNode page = get(RECORDS + query + (after.isEmpty() ? "" : "&after=" + Target.encode(after)));
            seen.addAll(ids(page.path("records")));
            after = page.path("next").asString("");
        } while (!after.isEmpty());
        return seen;
    }

    private Set<String> byPage(String query) {
        var seen = new LinkedHashSet<String>();
        long total = 0;
        for (int page = 1; page == 1 || seen.size() < total && page < 40; page++) {
            JsonNode answer = get(RECORDS + query + "&page=" + page);
            total = answer.path("total").asLong(0);
            seen.addAll(ids(answer.path("records")));
        }
        // A total that counts what is not shown is a leak as well.
        if (total != seen.size()) {
            seen.add("total " + total);
        }
        return seen;
    }

    private Set<String> byOwner() {
        var seen = new LinkedHashSet<String>();
        for (ParityWorld.Person owner : world.people) {
            seen.addAll(pages("?size=200&filter=" + Target.encode("owner = \"" + owner.id() + "\"")));
        }
        return seen;
    }

    private Set<String> search() {
        var seen = new LinkedHashSet<String>();
        // At most 50 hits an answer, so each record's own number is looked for.
        for (int i = 0; i < world.plots.size(); i++) {
            for (JsonNode hit : get("/search?size=50&q=" + Target.encode("needle " + ParityWorld.number(i)) + "&objects=" + ParityWorld.OBJECT).path("results")) {
                seen.add(hit.path("id").asString(""));
            }
        }
        return seen;
    }

    private Set<String> each(String rest, int granted) {
        var seen = new LinkedHashSet<String>();
        for (ParityWorld.Plot plot : world.plots) {
            Target.Answer answer = target.json("GET", RECORDS + "/" + plot.id + rest, token, null);
            // Whatever is in the recycle bin is compared on the paths of the bin.
            if (answer.status() == granted && !plot.deleted) {
                seen.add(plot.id);
            }
        }
        return seen;
    }

    private Set<String> behind(String object, String link) {
        var seen = new LinkedHashSet<String>();
        for (JsonNode record : get("/records/" + object + "?size=200").path("records")) {
            if (record.path(link).path("name").isString()) {
                seen.add(record.path(link).path("id").asString());
            }
        }
        return seen;
    }

    private Set<String> throughLink() {
        var seen = new LinkedHashSet<String>();
        String filter = Target.encode("at.size >= 0 AND at.title <> \"x\"");
        Set<String> signs = ids(get("/records/" + ParityWorld.SIGN + "?size=200&filter=" + filter).path("records"));
        for (ParityWorld.Plot plot : world.plots) {
            if (signs.contains(plot.sign)) {
                seen.add(plot.id);
            }
        }
        return seen;
    }

    /** Sums tell no ids: where they add up to what the list shows, they are given as the list. */
    private Set<String> grouped() {
        JsonNode rows = post(RECORDS + "/aggregate", Map.of("groupBy", List.of("colour"), "measures", List.of(
                Map.of("function", "count", "as", "n"), Map.of("function", "sum", "field", "size", "as", "total")))).path("rows");
        long count = 0;
        long sum = 0;
        for (JsonNode row : rows) {
            count += row.path("n").asLong();
            sum += row.path("total").asLong();
        }
        Set<String> listed = pages("?size=200");
        long wanted = world.plots.stream().filter(plot -> listed.contains(plot.id)).mapToLong(plot -> plot.size).sum();
        return count == listed.size() && sum == wanted ? listed : Set.of("count " + count + " sum " + sum);
    }

    private Set<String> exported() {
        String id = post("/exports", Map.of("object", ParityWorld.OBJECT, "format", "csv", "fields", List.of("id", "title"))).path("id").asString("");
        if (id.isEmpty()) {
            return Set.of();
        }
        for (int i = 0; i < 300 && !get("/exports/" + id).path("state").asString("").equals("done"); i++) {
            Target.pause(50);
        }
        String file = target.json("GET", "/exports/" + id + "/file", token, null).text();
        var seen = new LinkedHashSet<String>();
        world.plots.stream().map(plot -> plot.id).filter(file::contains).forEach(seen::add);
        return seen;
    }

    private Set<String> explained() {
        var seen = new LinkedHashSet<String>();
        for (ParityWorld.Plot plot : world.plots) {
            JsonNode why = get("/access/explain?object=" + ParityWorld.OBJECT + "&id=" + plot.id + "&action=read");
            if (why.path("allowed").asBoolean(false) && !plot.deleted) {
                seen.add(plot.id);
            }
        }
        return seen;
    }

    /** Answers in which a hidden field's text would show, and questions by which it could be found out. */
    List<String> hiddenFieldFindings() {
        List<String> found = new ArrayList<>();
        for (String query : List.of("filter=" + Target.encode("CONTAINS(note, \"hidden\")"), "sort=note", "fields=note")) {
            Target.Answer answer = target.json("GET", RECORDS + "?" + query, token, null);
            if (answer.status() < 400) {
                found.add(query + " was answered");
            }
        }
        for (String path : List.of("/search?q=" + Target.encode(world.secret), RECORDS + "?q=" + Target.encode(world.secret))) {
            JsonNode answer = get(path);
            if (!answer.path("results").isEmpty() || !answer.path("records").isEmpty()) {
                found.add(path + " found something");
            }
        }
        if (target.json("GET", "/meta/catalog", token, null).text().contains("\"note\"")) {
            found.add("the catalog names the field");
        }
        return found;
    }
}
