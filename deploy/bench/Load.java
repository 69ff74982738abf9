// The benchmark's client: loads data through the API and measures one kind of request after the other.
// A compact source file: `java Load.java load|measure|compare key=value…`, called by records.sh and scale.sh.
//
// Every call is signed in and its status is checked: a refused request would be cheap. CPU and allocation (Meter) are divided by the requests of
// the phase. Deals, Wire and Meter lie beside it; the launcher compiles them along.

static final String PASSWORD = "bench-Pass-2026";
static final int OWNERS = 20;

static Map<String, String> args = new HashMap<>();
static int port;
static long pid;
static String adminToken;
static List<String> owners;
static List<String> ownerTokens = new ArrayList<>();

void main(String[] argv) throws Exception {
    for (String arg : argv) {
        int at = arg.indexOf('=');
        args.put(at < 0 ? "command" : arg.substring(0, at), at < 0 ? arg : arg.substring(at + 1));
    }
    if (args.get("command").equals("compare")) {
        compare();
        return;
    }
    port = Integer.parseInt(args.get("port"));
    pid = Long.parseLong(args.get("pid"));
    adminToken = login("admin");
    switch (args.get("command")) {
        case "load" -> load();
        case "measure" -> measure();
        case "lag" -> lag();
        default -> throw new IllegalArgumentException("load, measure, compare or lag");
    }
}

// --- HTTP ---------------------------------------------------------------------------------------------------------------------------------
static Wire.Answer once(String method, String path, String token, String body) throws IOException {
    try (Wire.Connection connection = new Wire.Connection(port)) {
        return connection.call(method, path, token, body);
    }
}

static String login(String user) throws IOException {
    String password = user.equals("admin") ? args.getOrDefault("password", PASSWORD) : PASSWORD;
    String body = "{\"tenant\":\"%s\",\"username\":\"%s\",\"password\":\"%s\"}".formatted(args.get("tenant"), user, password);
    return field(once("POST", "/auth/login", null, body).expect(200, "sign-in of " + user).body(), "token");
}

static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    return matcher.find() ? matcher.group(1) : null;
}

/** Ids of a bulk's results, or of a list's records. */
static List<String> ids(String json, String prefix) {
    List<String> ids = new ArrayList<>();
    Matcher matcher = Pattern.compile("\"id\"\\s*:\\s*\"(" + prefix + "_[^\"]*)\"").matcher(json);
    while (matcher.find()) {
        ids.add(matcher.group(1));
    }
    return ids;
}

// --- data ---------------------------------------------------------------------------------------------------------------------------------
/** Twenty sellers, 5,000 accounts and 100,000 opportunities that belong to them; with from=N only the opportunities from there on. */
static void load() throws Exception {
    int from = Integer.parseInt(args.getOrDefault("from", "0"));
    int count = Integer.parseInt(args.getOrDefault("opportunities", "100000"));
    List<String> accounts;
    if (from == 0) {
        owners = makeOwners();
        accounts = makeAccounts(Integer.parseInt(args.getOrDefault("accounts", "5000")));
    } else {
        owners = findOwners();
        accounts = sample("account", "acc", Integer.MAX_VALUE).stream().sorted().toList();
    }
    long cpu = Meter.cpuMillis(pid);
    long start = System.nanoTime();
    AtomicInteger next = new AtomicInteger(from);
    parallel(2, connection -> {
        for (int first = next.getAndAdd(500); first < count; first = next.getAndAdd(500)) {
            StringJoiner rows = new StringJoiner(",");
            Random own = new Random(first);
            for (int i = first; i < Math.min(count, first + 500); i++) {
                int account = i % accounts.size();
                rows.add(Deals.opportunity(own, accounts.get(account), owners.get(account % OWNERS), "L" + i));
            }
            bulk(connection, "opportunity", rows, Math.min(500, count - first));
        }
    });
    double seconds = (System.nanoTime() - start) / 1e9;
    figure("load.rows", count - from, "records");
    figure("load.rate", (count - from) / seconds, "records/s");
    figure("load.cpu", (double) (Meter.cpuMillis(pid) - cpu) / (count - from), "ms");
}

static List<String> makeOwners() throws IOException {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < OWNERS; i++) {
        String body = "{\"username\":\"seller%d\",\"name\":\"销售%d\",\"roles\":[\"seller\"],\"active\":true}".formatted(i, i);
        String id = field(once("POST", "/records/user", adminToken, body).expect(201, "user").body(), "id");
        made.add(id);
        once("POST", "/users/" + id + "/password", adminToken, "{\"new\":\"" + PASSWORD + "\"}").expect(204, "password");
    }
    return made;
}

static List<String> findOwners() throws IOException {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < OWNERS; i++) {
        String list = once("GET", "/records/user?filter=" + encode("username = \"seller" + i + "\""), adminToken, null).expect(200, "user").body();
        found.add(ids(list, "usr").getFirst());
    }
    return found;
}

static List<String> makeAccounts(int count) throws IOException {
    List<String> accounts = new ArrayList<>();
    Random random = new Random(42);
    for (int from = 0; from < count; from += 500) {
        StringJoiner rows = new StringJoiner(",");
        for (int i = from; i < Math.min(count, from + 500); i++) {
            rows.add("{\"name\":\"%s%s有限公司%05d\",\"owner\":\"%s\",\"phone\":\"021-5%07d\",\"level\":\"%s\"}"
                    .formatted(Deals.word(random), Deals.word(random), i, owners.get(i % OWNERS), i, "abc".charAt(i % 3)));
        }
        accounts.addAll(ids(bulk("account", rows, Math.min(500, count - from)), "acc"));
    }
    if (accounts.size() != count) {
        throw new IllegalStateException("Expected " + count + " accounts, made " + accounts.size());
    }
    return accounts;
}

static String bulk(String object, StringJoiner rows, int expected) throws IOException {
    try (Wire.Connection connection = new Wire.Connection(port)) {
        return bulk(connection, object, rows, expected);
    }
}

static String bulk(Wire.Connection connection, String object, StringJoiner rows, int expected) throws IOException {
    Wire.Answer answer = connection.call("POST", "/records/" + object + "/bulk", adminToken, "{\"operation\":\"create\",\"records\":[" + rows + "]}").expect(200, "bulk");
    if (!Pattern.compile("\"created\"\\s*:\\s*" + expected + "\\b").matcher(answer.body()).find()) {
        throw new IllegalStateException("bulk of " + expected + ": " + answer.body().substring(0, Math.min(800, answer.body().length())));
    }
    return answer.body();
}

// --- measuring ----------------------------------------------------------------------------------------------------------------------------
interface Request {
    void run(Wire.Connection connection, ThreadLocalRandom random) throws Exception;
}

static void measure() throws Exception {
    double seconds = Double.parseDouble(args.getOrDefault("seconds", "8"));
    Map<String, Request> requests = ready(args.getOrDefault("only", "read,list,own,create,update,aggregate,contains,bulk100"));
    try (Meter.Allocation allocation = new Meter.Allocation(pid)) {
        for (int connections : new int[] {16, 1}) {
            for (var entry : requests.entrySet()) {
                phase(entry.getKey() + ".c" + connections, connections, seconds, entry.getValue(), allocation);
            }
        }
        if (!args.containsKey("only")) {
            addFields();
        }
    }
}

/** Signs everybody in, looks records up and warms the server up with the wanted kinds of requests, which it gives back. */
static Map<String, Request> ready(String kinds) throws Exception {
    double warmUp = Double.parseDouble(args.getOrDefault("warmUp", "30"));
    ownerTokens = new ArrayList<>();
    for (int i = 0; i < OWNERS; i++) {
        ownerTokens.add(login("seller" + i));
    }
    owners = findOwners();
    Map<String, Request> requests = requests(sample("account", "acc", 1000), sample("opportunity", "opp", 5000));
    requests.keySet().retainAll(List.of(kinds.split(",")));
    long until = System.nanoTime() + (long) (warmUp * 1e9);
    List<Request> all = List.copyOf(requests.values());
    AtomicInteger turn = new AtomicInteger();
    parallel(16, connection -> {
        while (System.nanoTime() < until) {
            all.get(turn.getAndIncrement() % all.size()).run(connection, ThreadLocalRandom.current());
        }
    });
    return requests;
}

/** One of two servers that are measured in turn. */
record Side(String name, int port, long pid, String token, List<String> owners, List<String> ownerTokens, Map<String, Request> requests) {}

static void use(Side side) {
    port = side.port;
    pid = side.pid;
    adminToken = side.token;
    owners = side.owners;
    ownerTokens = side.ownerTokens;
}

/**
 * The same requests to two servers, small and large, in short rounds by turns, so that both suffer alike from what else the machine does; the best
 * round of each by p95. The third time at one connection while others change so many records a second, so that totals have to be found anew.
 */
static void compare() throws Exception {
    double seconds = Double.parseDouble(args.getOrDefault("seconds", "2"));
    List<Side> sides = new ArrayList<>();
    for (String name : List.of("small", "large")) {
        port = Integer.parseInt(args.get(name + "Port"));
        pid = Long.parseLong(args.get(name + "Pid"));
        adminToken = login("admin");
        Map<String, Request> requests = ready("read,list,own,stage,all,pages,update");
        sides.add(new Side(name, port, pid, adminToken, owners, ownerTokens, requests));
    }
    for (String phase : List.of("c16", "c1", "writing")) {
        for (String kind : List.of("read", "list", "own", "stage", "all", "pages")) {
            Map<Side, Figures> best = new LinkedHashMap<>();
            for (int i = 0; i < Integer.parseInt(args.getOrDefault("rounds", "5")); i++) {
                for (Side side : sides) {
                    use(side);
                    try (Meter.Allocation allocation = new Meter.Allocation(side.pid); Writer writer = phase.equals("writing") ? new Writer(side, 20) : null) {
                        Figures figures = round(phase.equals("c16") ? 16 : 1, seconds, side.requests.get(kind), allocation);
                        best.merge(side, figures, (one, other) -> one.p95 <= other.p95 ? one : other);
                    }
                }
            }
            best.forEach((side, figures) -> print(side.name + "." + kind + "." + phase, figures));
        }
    }
}

/** Changes so many records a second until it is closed. */
static final class Writer implements AutoCloseable {
    final AtomicReference<Throwable> failure = new AtomicReference<>();
    final Thread thread;
    volatile boolean over;

    Writer(Side side, int each) {
        thread = Thread.ofVirtual().start(() -> {
            try (Wire.Connection connection = new Wire.Connection(side.port)) {
                for (long next = System.nanoTime(); !over; next += 1_000_000_000L / each) {
                    java.util.concurrent.locks.LockSupport.parkNanos(next - System.nanoTime());
                    side.requests.get("update").run(connection, ThreadLocalRandom.current());
                }
            } catch (Throwable wrong) {
                failure.set(wrong);
            }
        });
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
    }
}

static List<String> sample(String object, String prefix, int size) throws IOException {
    List<String> ids = new ArrayList<>();
    String after = null;
    while (ids.size() < size) {
        String body = once("GET", "/records/" + object + "?fields=name&size=200" + (after == null ? "" : "&after=" + encode(after)), adminToken, null).expect(200, "list").body();
        ids.addAll(ids(body, prefix));
        after = field(body, "next");
        if (after == null) {
            break;
        }
    }
    return ids;
}

static Map<String, Request> requests(List<String> accounts, List<String> records) {
    AtomicInteger external = new AtomicInteger();
    Map<String, Request> requests = new LinkedHashMap<>();
    requests.put("read", (c, r) -> c.call("GET", "/records/opportunity/" + pick(records, r), adminToken, null).expect(200, "read"));
    requests.put("list", (c, r) -> {
        String filter = "stage = \"" + Deals.STAGES[r.nextInt(Deals.STAGES.length)] + "\" AND owner = \"" + pick(owners, r) + "\"";
        total(c.call("GET", "/records/opportunity?filter=" + encode(filter) + "&sort=-amount&size=50&count=true", adminToken, null));
    });
    requests.put("own", (c, r) -> {
        String filter = "stage = \"" + Deals.STAGES[r.nextInt(Deals.STAGES.length)] + "\"";
        total(c.call("GET", "/records/opportunity?filter=" + encode(filter) + "&sort=-amount&size=50&count=true", pick(ownerTokens, r), null));
    });
    requests.put("stage", (c, r) -> total(c.call("GET", "/records/opportunity?filter=" + encode("stage = \"" + Deals.STAGES[r.nextInt(Deals.STAGES.length)] + "\"")
            + "&sort=-amount&size=50&count=true", adminToken, null)));
    requests.put("all", (c, r) -> total(c.call("GET", "/records/opportunity?sort=-createdAt&size=50&count=true", adminToken, null)));
    requests.put("pages", pages());
    requests.put("create", (c, r) -> c.call("POST", "/records/opportunity", adminToken,
            Deals.opportunity(r, pick(accounts, r), pick(owners, r), "C" + System.nanoTime() + "-" + external.incrementAndGet())).expect(201, "create"));
    requests.put("update", (c, r) -> c.call("PATCH", "/records/opportunity/" + pick(records, r), adminToken,
            "{\"amount\":%d.25,\"nextStep\":\"%s\"}".formatted(r.nextInt(2_000_000), Deals.word(r))).expect(200, "update"));
    requests.put("aggregate", (c, r) -> {
        String body = c.call("POST", "/records/opportunity/aggregate", adminToken,
                "{\"groupBy\":[\"stage\",{\"field\":\"closeDate\",\"by\":\"month\"}],\"measures\":[{\"function\":\"sum\",\"field\":\"amount\",\"as\":\"total\"}]}")
                .expect(200, "aggregate").body();
        if (!body.contains("\"won\"")) {
            throw new IllegalStateException("aggregate: " + body);
        }
    });
    requests.put("contains", (c, r) -> c.call("GET", "/records/opportunity?filter=" + encode("CONTAINS(name, \"" + Deals.word(r) + Deals.word(r) + "\")") + "&size=50", adminToken, null).expect(200, "contains"));
    // As somebody restricted to their own rows asks: two words of Chinese, as they sound, their initials, a part of a code or of a telephone number.
    requests.put("search", (c, r) -> c.call("GET", "/search?q=" + encode(Deals.searched(r)) + "&size=20", pick(ownerTokens, r), null).expect(200, "search"));
    requests.put("q", (c, r) -> c.call("GET", "/records/opportunity?q=" + encode(Deals.searched(r)) + "&size=50&count=true", pick(ownerTokens, r), null).expect(200, "q"));
    requests.put("qAll", (c, r) -> c.call("GET", "/records/opportunity?q=" + encode(Deals.searched(r)) + "&size=50&sort=-amount&count=true", adminToken, null).expect(200, "q"));
    requests.put("bulk100", (c, r) -> {
        StringJoiner rows = new StringJoiner(",");
        for (int i = 0; i < 100; i++) {
            rows.add(Deals.opportunity(r, pick(accounts, r), pick(owners, r), "B" + System.nanoTime() + "-" + external.incrementAndGet()));
        }
        bulk(c, "opportunity", rows, 100);
    });
    return requests;
}

/** How far the search index is behind while so many records are created in a second, for some seconds. */
static void lag() throws Exception {
    double seconds = Double.parseDouble(args.getOrDefault("seconds", "8"));
    int each = Integer.parseInt(args.getOrDefault("writes", "1000"));
    owners = findOwners();
    List<String> accounts = sample("account", "acc", 1000);
    Request create = requests(accounts, List.of()).get("create");
    long start = System.nanoTime();
    long until = start + (long) (seconds * 1e9);
    AtomicInteger made = new AtomicInteger();
    Thread burst = Thread.ofVirtual().start(() -> {
        try {
            parallel(16, connection -> {
                for (int n = made.getAndIncrement(); System.nanoTime() < until; n = made.getAndIncrement()) {
                    java.util.concurrent.locks.LockSupport.parkNanos(start + n * 1_000_000_000L / each - System.nanoTime());
                    create.run(connection, ThreadLocalRandom.current());
                }
            });
        } catch (Exception wrong) {
            throw new IllegalStateException(wrong);
        }
    });
    List<Double> behind = new ArrayList<>();
    while (burst.isAlive()) {
        String body = once("GET", "/admin/search", adminToken, null).expect(200, "index").body();
        Matcher matcher = Pattern.compile("\"seconds\"\\s*:\\s*([0-9.E-]+)").matcher(body);
        behind.add(matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN);
        Thread.sleep(50);
    }
    Collections.sort(behind);
    figure("lag.writes", made.get() / ((System.nanoTime() - start) / 1e9), "/s");
    figure("lag.p50", behind.get(behind.size() / 2), "s");
    figure("lag.max", behind.getLast(), "s");
}

/** Turns the pages of one stage's list, four hundred in a row on each connection. */
static Request pages() {
    ThreadLocal<String[]> places = ThreadLocal.withInitial(() -> new String[3]);
    return (c, r) -> {
        String[] place = places.get(); // stage, cursor, pages turned
        int turned = place[2] == null ? 400 : Integer.parseInt(place[2]);
        if (turned >= 400 || place[1] == null) {
            place[0] = Deals.STAGES[r.nextInt(Deals.STAGES.length)];
            place[1] = null;
            turned = 0;
        }
        String body = c.call("GET", "/records/opportunity?filter=" + encode("stage = \"" + place[0] + "\"") + "&sort=-amount&size=50"
                + (place[1] == null ? "" : "&after=" + encode(place[1])), adminToken, null).expect(200, "page").body();
        place[1] = field(body, "next");
        place[2] = "" + (turned + 1);
    };
}

static void total(Wire.Answer answer) {
    if (answer.expect(200, "list").body().length() < 10_000 || !answer.body().contains("\"total\"")) {
        throw new IllegalStateException("a list of 50 with its total was expected: " + answer.body().substring(0, Math.min(400, answer.body().length())));
    }
}

static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
}

static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
}

/** One phase's figures. */
record Figures(double cpu, double rps, double p50, double p95, double p99, double alloc) {}

static void phase(String name, int connections, double seconds, Request request, Meter.Allocation allocation) throws Exception {
    print(name, round(connections, seconds, request, allocation));
}

static void print(String name, Figures figures) {
    figure(name + ".cpu", figures.cpu, "ms");
    figure(name + ".rps", figures.rps, "/s");
    figure(name + ".p50", figures.p50, "ms");
    figure(name + ".p95", figures.p95, "ms");
    figure(name + ".p99", figures.p99, "ms");
    figure(name + ".alloc", figures.alloc, "kB");
}

static Figures round(int connections, double seconds, Request request, Meter.Allocation allocation) throws Exception {
    ConcurrentLinkedQueue<long[]> all = new ConcurrentLinkedQueue<>();
    long cpu = Meter.cpuMillis(pid);
    long bytes = allocation.total();
    long start = System.nanoTime();
    long until = start + (long) (seconds * 1e9);
    parallel(connections, connection -> {
        long[] times = new long[4096];
        int count = 0;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (long before = System.nanoTime(); before < until; ) {
            request.run(connection, random);
            long after = System.nanoTime();
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
            }
            times[count++] = after - before;
            before = after;
        }
        all.add(Arrays.copyOf(times, count));
    });
    double wall = (System.nanoTime() - start) / 1e9;
    long[] times = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    int count = times.length;
    return new Figures(
            (double) (Meter.cpuMillis(pid) - cpu) / count,
            count / wall,
            times[count / 2] / 1e6,
            times[(int) (count * 0.95)] / 1e6,
            times[(int) (count * 0.99)] / 1e6,
            (allocation.total() - bytes) / 1024.0 / count);
}

/** Time from the request until the field can be written and read back, over the whole table. */
static void addFields() throws Exception {
    int rounds = 12;
    List<Double> times = new ArrayList<>();
    List<Double> visible = new ArrayList<>();
    String id = sample("opportunity", "opp", 1).getFirst();
    long cpu = 0;
    try (Wire.Connection connection = new Wire.Connection(port)) {
        for (int i = 0; i < rounds; i++) {
            String name = "bench" + Long.toString(System.nanoTime(), 36);
            long before = Meter.cpuMillis(pid);
            long start = System.nanoTime();
            Wire.Answer added = connection.call("PUT", "/meta/objects/opportunity/fields/" + name, adminToken, "{\"type\":\"text\",\"max\":40,\"label\":{\"zh-CN\":\"测试\",\"en-US\":\"Bench\"}}");
            long done = System.nanoTime();
            if (added.status() != 201 && added.status() != 200) {
                added.expect(201, "add a field");
            }
            connection.call("PATCH", "/records/opportunity/" + id, adminToken, "{\"" + name + "\":\"there\"}").expect(200, "write the new field");
            String body = connection.call("GET", "/records/opportunity/" + id, adminToken, null).expect(200, "read the new field").body();
            long seen = System.nanoTime();
            if (!"there".equals(field(body, name))) {
                throw new IllegalStateException("the new field is not to be seen: " + body);
            }
            if (i >= 2) {
                cpu += Meter.cpuMillis(pid) - before;
                times.add((done - start) / 1e6);
                visible.add((seen - start) / 1e6);
            }
        }
    }
    Collections.sort(times);
    Collections.sort(visible);
    figure("field.add.p50", times.get(times.size() / 2), "ms");
    figure("field.add.max", times.getLast(), "ms");
    figure("field.visible.p50", visible.get(visible.size() / 2), "ms");
    figure("field.cpu", (double) cpu / times.size(), "ms");
}

interface Work {
    void run(Wire.Connection connection) throws Exception;
}

static void parallel(int connections, Work work) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
        threads.add(Thread.ofVirtual().start(() -> {
            try (Wire.Connection connection = new Wire.Connection(port)) {
                work.run(connection);
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
        }));
    }
    for (Thread thread : threads) {
        thread.join();
    }
    if (failure.get() != null) {
        throw new IllegalStateException(failure.get());
    }
}

static void figure(String name, double value, String unit) {
    IO.println(name + " " + (value >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.3f", value)) + " " + unit);
}
