// The benchmark's client: loads data through the API and measures one kind of request after the other.
// A compact source file: `java Load.java load|measure key=value…`, called by records.sh and scale.sh.
//
// Every call is signed in and its status is checked: a refused request would be cheap. CPU and allocation (Meter) are divided by the requests of
// the phase. Wire and Meter lie beside it; the launcher compiles them along.

static final String PASSWORD = "bench-Pass-2026";
static final int OWNERS = 20;
static final String[] STAGES = {"qualification", "needs", "proposal", "negotiation", "won", "lost"};
static final String[] SOURCES = {"website", "search", "social", "exhibition", "referral", "partner"};
static final String[] WORDS = {"华东", "智能", "仓储", "产线", "改造", "二期", "集采", "年度", "检测", "云平台", "机器人", "焊接", "质检", "节能", "总包", "试点"};
static final String[] SOUNDS = {"huadong", "zn", "cangchu", "chanxian", "gaizao", "erqi", "jicai", "nd", "jiance", "ypt", "jiqiren", "hj", "zj", "jieneng", "zb", "shidian"};

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
    port = Integer.parseInt(args.get("port"));
    pid = Long.parseLong(args.get("pid"));
    adminToken = login("admin");
    switch (args.get("command")) {
        case "load" -> load();
        case "measure" -> measure();
        case "lag" -> lag();
        default -> throw new IllegalArgumentException("load, measure or lag");
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
                rows.add(opportunity(own, accounts.get(account), owners.get(account % OWNERS), "L" + i));
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
                    .formatted(word(random), word(random), i, owners.get(i % OWNERS), i, "abc".charAt(i % 3)));
        }
        accounts.addAll(ids(bulk("account", rows, Math.min(500, count - from)), "acc"));
    }
    if (accounts.size() != count) {
        throw new IllegalStateException("Expected " + count + " accounts, made " + accounts.size());
    }
    return accounts;
}

static String word(Random random) {
    return WORDS[random.nextInt(WORDS.length)];
}

/** 23 fields, as a seller would fill them. */
static String opportunity(Random random, String account, String owner, String external) {
    String stage = STAGES[random.nextInt(STAGES.length)];
    LocalDate close = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(540) - 180);
    return """
            {"name":"%s%s%s项目%d","account":"%s","owner":"%s","stage":"%s","amount":%d.%02d,"probability":%d,"closeDate":"%s","type":"expansion",\
            "source":"%s","forecastCategory":"pipeline","priority":"%s","budget":%d,"competitor":"%s科技","requirement":"客户需要%s%s能力，要求三个月内上线并提供培训。",\
            "nextStep":"约%s负责人评审方案","nextStepDate":"%s","expectedDelivery":"%s","campaign":"2026%s展","lossNote":"%s","tags":["重点","%s"],\
            "description":"由%s转介绍，预算已批。","recordType":"newBusiness","lossReason":%s,"externalId":"%s"}"""
            .formatted(
                    word(random), word(random), word(random), random.nextInt(100_000), account, owner, stage, 1000 + random.nextInt(2_000_000), random.nextInt(100),
                    random.nextInt(101), close, SOURCES[random.nextInt(SOURCES.length)], random.nextBoolean() ? "high" : "medium", 10_000 + random.nextInt(900_000),
                    word(random), word(random), word(random), word(random), close.minusDays(30), close.plusDays(60), word(random), word(random), word(random),
                    word(random), stage.equals("lost") ? "\"price\"" : "null", external)
            .replace("\n", "");
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
    double warmUp = Double.parseDouble(args.getOrDefault("warmUp", "30"));
    for (int i = 0; i < OWNERS; i++) {
        ownerTokens.add(login("seller" + i));
    }
    owners = findOwners();
    List<String> accounts = sample("account", "acc", 1000);
    List<String> records = sample("opportunity", "opp", 5000);
    Map<String, Request> requests = requests(accounts, records);
    List<String> wanted = List.of(args.getOrDefault("only", "read,list,own,create,update,aggregate,contains,bulk100").split(","));
    requests.keySet().retainAll(wanted);

    long until = System.nanoTime() + (long) (warmUp * 1e9);
    List<Request> all = List.copyOf(requests.values());
    AtomicInteger turn = new AtomicInteger();
    parallel(16, connection -> {
        while (System.nanoTime() < until) {
            all.get(turn.getAndIncrement() % all.size()).run(connection, ThreadLocalRandom.current());
        }
    });
    try (Meter.Allocation allocation = new Meter.Allocation(pid)) {
        for (int connections : new int[] {16, 1}) {
            for (var entry : requests.entrySet()) {
                phase(entry.getKey() + ".c" + connections, connections, seconds, entry.getValue(), allocation);
            }
        }
        if (args.containsKey("writes")) {
            amongWrites(requests, seconds, allocation, Integer.parseInt(args.get("writes")), records);
        }
        if (!args.containsKey("only")) {
            addFields();
        }
    }
}

/** The same requests at one connection while others change so many records a second: every total has to be found anew. */
static void amongWrites(Map<String, Request> requests, double seconds, Meter.Allocation allocation, int each, List<String> records) throws Exception {
    Request update = requests(List.of(), records).get("update");
    var over = new java.util.concurrent.atomic.AtomicBoolean();
    Thread writer = Thread.ofVirtual().start(() -> {
        try (Wire.Connection connection = new Wire.Connection(port)) {
            for (long next = System.nanoTime(); !over.get(); next += 1_000_000_000L / each) {
                java.util.concurrent.locks.LockSupport.parkNanos(next - System.nanoTime());
                update.run(connection, ThreadLocalRandom.current());
            }
        } catch (Exception wrong) {
            throw new IllegalStateException(wrong);
        }
    });
    for (var entry : requests.entrySet()) {
        phase(entry.getKey() + ".writing", 1, seconds, entry.getValue(), allocation);
    }
    over.set(true);
    writer.join();
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
        String filter = "stage = \"" + STAGES[r.nextInt(STAGES.length)] + "\" AND owner = \"" + pick(owners, r) + "\"";
        total(c.call("GET", "/records/opportunity?filter=" + encode(filter) + "&sort=-amount&size=50&count=true", adminToken, null));
    });
    requests.put("own", (c, r) -> {
        String filter = "stage = \"" + STAGES[r.nextInt(STAGES.length)] + "\"";
        total(c.call("GET", "/records/opportunity?filter=" + encode(filter) + "&sort=-amount&size=50&count=true", pick(ownerTokens, r), null));
    });
    requests.put("stage", (c, r) -> total(c.call("GET", "/records/opportunity?filter=" + encode("stage = \"" + STAGES[r.nextInt(STAGES.length)] + "\"")
            + "&sort=-amount&size=50&count=true", adminToken, null)));
    requests.put("all", (c, r) -> total(c.call("GET", "/records/opportunity?sort=-createdAt&size=50&count=true", adminToken, null)));
    requests.put("pages", pages());
    requests.put("create", (c, r) -> c.call("POST", "/records/opportunity", adminToken,
            opportunity(r, pick(accounts, r), pick(owners, r), "C" + System.nanoTime() + "-" + external.incrementAndGet())).expect(201, "create"));
    requests.put("update", (c, r) -> c.call("PATCH", "/records/opportunity/" + pick(records, r), adminToken,
            "{\"amount\":%d.25,\"nextStep\":\"%s\"}".formatted(r.nextInt(2_000_000), word(r))).expect(200, "update"));
    requests.put("aggregate", (c, r) -> {
        String body = c.call("POST", "/records/opportunity/aggregate", adminToken,
                "{\"groupBy\":[\"stage\",{\"field\":\"closeDate\",\"by\":\"month\"}],\"measures\":[{\"function\":\"sum\",\"field\":\"amount\",\"as\":\"total\"}]}")
                .expect(200, "aggregate").body();
        if (!body.contains("\"won\"")) {
            throw new IllegalStateException("aggregate: " + body);
        }
    });
    requests.put("contains", (c, r) -> c.call("GET", "/records/opportunity?filter=" + encode("CONTAINS(name, \"" + word(r) + word(r) + "\")") + "&size=50", adminToken, null).expect(200, "contains"));
    // As somebody restricted to their own rows asks: two words of Chinese, as they sound, their initials, a part of a code or of a telephone number.
    requests.put("search", (c, r) -> c.call("GET", "/search?q=" + encode(text(r)) + "&size=20", pick(ownerTokens, r), null).expect(200, "search"));
    requests.put("q", (c, r) -> c.call("GET", "/records/opportunity?q=" + encode(text(r)) + "&size=50&count=true", pick(ownerTokens, r), null).expect(200, "q"));
    requests.put("qAll", (c, r) -> c.call("GET", "/records/opportunity?q=" + encode(text(r)) + "&size=50&sort=-amount&count=true", adminToken, null)
            .expect(200, "q"));
    requests.put("bulk100", (c, r) -> {
        StringJoiner rows = new StringJoiner(",");
        for (int i = 0; i < 100; i++) {
            rows.add(opportunity(r, pick(accounts, r), pick(owners, r), "B" + System.nanoTime() + "-" + external.incrementAndGet()));
        }
        bulk(c, "opportunity", rows, 100);
    });
    return requests;
}

static String text(Random random) {
    int word = random.nextInt(WORDS.length);
    return switch (random.nextInt(6)) {
        case 0 -> WORDS[word];
        case 1 -> WORDS[word] + word(random);
        case 2 -> SOUNDS[word] + SOUNDS[random.nextInt(SOUNDS.length)];
        case 3 -> WORDS[word] + " " + random.nextInt(1000);
        case 4 -> "项目" + random.nextInt(10_000);
        default -> "5%04d".formatted(random.nextInt(5000) / 10);
    };
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
            place[0] = STAGES[r.nextInt(STAGES.length)];
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

/** With rounds=N the best of so many by p95: what else the machine does can only add to it. */
static void phase(String name, int connections, double seconds, Request request, Meter.Allocation allocation) throws Exception {
    List<Figures> rounds = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args.getOrDefault("rounds", "1")); i++) {
        rounds.add(round(connections, seconds, request, allocation));
    }
    Figures best = rounds.stream().min(Comparator.comparingDouble(Figures::p95)).orElseThrow();
    figure(name + ".cpu", best.cpu, "ms");
    figure(name + ".rps", best.rps, "/s");
    figure(name + ".p50", best.p50, "ms");
    figure(name + ".p95", best.p95, "ms");
    figure(name + ".p99", best.p99, "ms");
    figure(name + ".alloc", best.alloc, "kB");
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
