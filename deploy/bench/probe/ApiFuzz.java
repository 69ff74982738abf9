import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Walks every operation of the API document with bad input: as a seller of the demo tenant with the seller's own document and
 * with the administrator's, and as the administrator of a second tenant. No answer may be a 5xx, show the other tenant's
 * data, or come without a session.
 *
 * <p>usage: java -cp 'jackson…' ApiFuzz.java URL ADMIN_TOKEN [quick]; prints figures last and exits 1 on a miss.
 */
public final class ApiFuzz {
    private static final String PASSWORD = "trellis-demo";
    private static final String OTHER_PASSWORD = "Fuzz-other-2026";
    private static final List<String> KINDS = List.of(
            "server_errors", "leaks", "answers_without_session", "answers_without_problem", "unreadable_answers", "unanswered", "internals_shown");

    private ApiFuzz() {}

    public static void main(String[] arguments) {
        long start = System.nanoTime();
        boolean quick = arguments.length > 2 && arguments[2].equals("quick");
        Target target = new Target(arguments[0]);
        String tenant = "fuzz" + System.currentTimeMillis() % 1_000_000;
        String secret = "OTHERS-SECRET-" + Long.toString(System.nanoTime(), 36);
        Supplier<String> seller = () -> target.session("demo", "seller", PASSWORD).token();
        Supplier<String> admin = () -> target.session("demo", "admin", PASSWORD).token();
        Supplier<String> other = () -> target.session(tenant, "boss", OTHER_PASSWORD).token();

        List<String> foreign = otherTenant(target, tenant, arguments[1], other, secret);
        List<String> demoIds = ids(target, seller.get(), List.of("account", "user", "department"));
        if (foreign.isEmpty() || demoIds.isEmpty()) {
            target.miss("unanswered", "no ids of the other tenant to try: " + foreign + " " + demoIds);
        }
        // Only now: while the other tenant's administrator set it up, seeing it was right.
        target.secret(secret);

        // Before the walks, which name records after what they send: every answer that quotes a request would seem to show them.
        List<String> customers = demoSecrets(target, seller.get());
        Walk own = new Walk(target, document(target, seller.get()), seller, foreign, quick);
        own.run();
        Walk above = new Walk(target, document(target, admin.get()), seller, foreign, true);
        above.run();
        Target second = new Target(arguments[0]);
        if (customers.size() < 10) {
            second.miss("unanswered", "too few names of the demo company to look for: " + customers);
        }
        customers.forEach(second::secret);
        Walk theirs = new Walk(second, document(second, other.get()), other, demoIds, quick);
        theirs.run();

        boolean alive = target.json("GET", "/me", seller.get(), null).status() == 200;
        List<String> misses = new ArrayList<>(target.misses());
        misses.addAll(second.misses());
        misses.forEach(System.out::println);
        System.out.println("answers " + target.statuses + " and " + second.statuses);
        long wrong = alive ? 0 : 1;
        figure("operations", own.operations + above.operations + theirs.operations, "count");
        figure("requests", target.requests.get() + second.requests.get(), "count");
        for (String kind : KINDS) {
            long count = count(target.missesByKind, kind) + count(second.missesByKind, kind);
            figure(kind, count, "count");
            wrong += count;
        }
        figure("time", (System.nanoTime() - start) / 1_000_000_000, "s");
        System.exit(wrong == 0 ? 0 : 1);
    }

    private static long count(Map<String, Long> misses, String kind) {
        return misses.getOrDefault(kind, 0L);
    }

    private static void figure(String name, long value, String unit) {
        System.out.println("fuzz_" + name + " " + value + " " + unit);
    }

    private static JsonNode document(Target target, String token) {
        return target.json("GET", "/openapi.json", token, null).body();
    }

    /** A second tenant with a record of its own; answers the ids the first tenant must never reach. */
    private static List<String> otherTenant(Target target, String tenant, String adminToken, Supplier<String> session, String secret) {
        target.json("POST", "/tenants", adminToken, Target.JSON.writeValueAsString(Map.of(
                "name", tenant, "label", Map.of("zh-CN", "另一家", "en-US", "Other"), "adminUsername", "boss", "adminPassword", OTHER_PASSWORD)));
        String token = session.get();
        Target.Answer made = target.json("POST", "/records/department", token, Target.JSON.writeValueAsString(Map.of("name", secret, "kind", "department")));
        if (!made.text().contains(secret)) {
            target.miss("unanswered", "the other tenant has no record of its own: " + made.text());
        }
        return ids(target, token, List.of("user", "department"));
    }

    private static List<String> ids(Target target, String token, List<String> objects) {
        List<String> ids = new ArrayList<>();
        for (String object : objects) {
            target.json("GET", "/records/" + object + "?size=2", token, null)
                    .body()
                    .path("records")
                    .forEach(record -> ids.add(record.path("id").asString()));
        }
        return ids;
    }

    /** Names of the demo company's customers, which the second tenant must never see. */
    private static List<String> demoSecrets(Target target, String token) {
        List<String> names = new ArrayList<>();
        target.json("GET", "/records/account?size=20", token, null)
                .body()
                .path("records")
                .forEach(record -> names.add(record.path("name").asString()));
        return names.stream().filter(name -> name.length() > 5).toList();
    }
}
