import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Same user, same object, every path: the same records. Tenants are made by chance; for each of their people every path is held
 * against who may see what by the rules, as {@link ParityWorld} reckons for itself. A record too many is a leak, one too few is
 * missing. Then the people of one tenant try the ids of the other.
 *
 * <p>usage: java -cp 'jackson…' Parity.java URL ADMIN_TOKEN [seeds] [first seed]; prints figures last and exits 1 on a miss.
 */
public final class Parity {
    private final Target target;
    private final List<String> misses = new ArrayList<>();
    private int comparisons;
    private int leaks;
    private int missing;
    private int foreign;
    private int paths;

    private Parity(Target target) {
        this.target = target;
    }

    public static void main(String[] arguments) {
        int seeds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
        long first = arguments.length > 3 ? Long.parseLong(arguments[3]) : 1;
        var probe = new Parity(new Target(arguments[0]));
        String run = Long.toString(System.currentTimeMillis() % 1_000_000, 36);
        ParityWorld before = null;
        int people = 0;
        for (long seed = first; seed < first + seeds; seed++) {
            var world = new ParityWorld(probe.target, arguments[1], "parity" + run + seed, seed);
            people += world.people.size();
            probe.compare(world);
            if (before != null) {
                probe.cross(before, world);
                probe.cross(world, before);
            }
            before = world;
        }
        probe.misses.addAll(probe.target.misses());
        probe.misses.stream().limit(60).forEach(System.out::println);
        figure("seeds", seeds, "count");
        figure("people", people, "count");
        figure("paths", probe.paths, "count");
        figure("comparisons", probe.comparisons, "count");
        figure("requests", probe.target.requests.get(), "count");
        figure("leaks", probe.leaks, "count");
        figure("missing", probe.missing, "count");
        figure("cross_tenant_leaks", probe.foreign, "count");
        long broken = probe.target.missesByKind.values().stream().mapToLong(Long::longValue).sum();
        figure("broken_answers", broken, "count");
        System.exit(probe.leaks + probe.missing + probe.foreign + broken == 0 ? 0 : 1);
    }

    private static void figure(String name, long value, String unit) {
        System.out.println("parity_" + name + " " + value + " " + unit);
    }

    private void compare(ParityWorld world) {
        for (int i = 0; i < world.people.size(); i++) {
            var seen = new ParityPaths(world, world.people.get(i).session().token());
            Map<String, Function<ParityPaths, Set<String>>> live = seen.live();
            paths = live.size() + 2;
            String who = world.tenant + "/" + world.people.get(i).username() + " " + world.people.get(i).sets();
            for (var path : live.entrySet()) {
                hold(who, path.getKey(), world.visible(i, false), seen, path.getValue());
            }
            hold(who, "recycle bin", world.visible(i, true), seen, ParityPaths::bin);
            comparisons++;
            if (world.mayReadObject(i) && !world.seesNote(i)) {
                for (String finding : seen.hiddenFieldFindings()) {
                    leaks++;
                    misses.add(who + ": hidden field: " + finding);
                }
            }
        }
    }

    private void hold(String who, String name, Set<String> allowed, ParityPaths seen, Function<ParityPaths, Set<String>> path) {
        comparisons++;
        Set<String> shown = path.apply(seen);
        // An index follows a moment later; a record it should not show is never forgiven.
        for (int i = 0; i < 100 && ParityPaths.LATE.contains(name) && allowed.containsAll(shown) && shown.size() < allowed.size(); i++) {
            Target.pause(100);
            shown = path.apply(seen);
        }
        Set<String> tooMany = new LinkedHashSet<>(shown);
        tooMany.removeAll(allowed);
        Set<String> tooFew = new LinkedHashSet<>(allowed);
        tooFew.removeAll(shown);
        leaks += tooMany.isEmpty() ? 0 : 1;
        missing += tooFew.isEmpty() ? 0 : 1;
        if (!tooMany.isEmpty() || !tooFew.isEmpty()) {
            misses.add(who + ": " + name + ": too many " + tooMany + ", too few " + tooFew);
        }
    }

    /** The people of one tenant try what they know of another. */
    private void cross(ParityWorld mine, ParityWorld theirs) {
        for (ParityWorld.Person person : mine.people) {
            String token = person.session().token();
            for (ParityWorld.Plot plot : theirs.plots.subList(0, 12)) {
                for (String path : List.of("", "/history", "/attachments", "/deliveries", "?asOf=2099-01-01T00:00:00Z")) {
                    foreign("GET", "/records/plot/" + plot.id + path, token, null);
                }
                foreign("PATCH", "/records/plot/" + plot.id, token, Map.of("title", "mine now"));
                foreign("DELETE", "/records/plot/" + plot.id, token, null);
                Target.Answer list = target.json("GET", "/records/plot?size=200&filter=" + Target.encode("id = \"" + plot.id + "\""), token, null);
                Target.Answer search = target.json("GET", "/search?size=50&q=" + Target.encode(theirs.secret), token, null);
                if (!list.body().path("records").isEmpty() || search.text().contains(theirs.secret + "-")) {
                    foreign++;
                    misses.add(person.username() + " of " + mine.tenant + " found " + plot.id + " of " + theirs.tenant);
                }
            }
        }
    }

    private void foreign(String method, String path, String token, Object body) {
        Target.Answer answer = target.json(method, path, token, body == null ? null : Target.JSON.writeValueAsString(body));
        if (answer.status() < 400) {
            foreign++;
            misses.add("another tenant's: " + method + " " + path + " was answered with " + answer.status());
        }
    }
}
