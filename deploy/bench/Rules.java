// The client of rules.sh. A compact source file: `java Rules.java define|save|rollup|file|soak|settle|rebuild key=value…`, each needs port, tenant and password.
//
// Two families of objects: "plainitem" in "plainbox" has no rules at all; "ruleitem" in "rulebox" has the same fields, ten formulas (some of them over
// the link), three validations and is rolled up. "soakpart" in "soakdeal" in "soakfirm" is for the soak: roll-ups of all functions on two levels and
// formulas that read the firm from the part, so that a change goes up and down.

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

static Map<String, String> args = new HashMap<>();
static String base;
static String token;
static HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(Runnable::run).build();

void main(String[] argv) throws Exception {
    for (String arg : argv) {
        int at = arg.indexOf('=');
        args.put(at < 0 ? "command" : arg.substring(0, at), at < 0 ? arg : arg.substring(at + 1));
    }
    base = "http://127.0.0.1:" + args.get("port") + "/api/v1";
    if (!args.get("command").equals("file")) {
        String body = "{\"tenant\":\"%s\",\"username\":\"admin\",\"password\":\"%s\"}".formatted(args.get("tenant"), args.get("password"));
        token = field(call("POST", "/auth/login", body).expect(200).body(), "token");
    }
    switch (args.get("command")) {
        case "define" -> define();
        case "save" -> save();
        case "rollup" -> rollup();
        case "file" -> file();
        case "soak" -> soak();
        case "settle" -> settle();
        case "rebuild" -> rebuild();
        default -> throw new IllegalArgumentException(args.get("command"));
    }
    System.exit(0);
}

record Answer(int status, String body) {
    Answer expect(int... wanted) {
        if (Arrays.stream(wanted).noneMatch(one -> one == status)) {
            throw new IllegalStateException("got " + status + " " + body.substring(0, Math.min(600, body.length())));
        }
        return this;
    }
}

static Answer call(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(java.time.Duration.ofSeconds(120));
    if (token != null) {
        request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
        request.header("Content-Type", "application/json");
    }
    request.method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
}

static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*(?:\"([^\"]*)\"|(-?[0-9.]+))").matcher(json);
    return !matcher.find() ? null : matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
}

// --- definitions ----------------------------------------------------------------------------------------------------------------------------

static void object(String name, String fields) throws Exception {
    call("PUT", "/meta/objects/" + name, """
            {"name":"%s","label":{"zh-CN":"%s","en-US":"%s"},"nameField":"title","searchFields":["title"],"fields":[
            {"name":"title","type":"text","required":true,"max":60,"unique":true},%s]}""".formatted(name, name, name, fields)).expect(200, 201);
}

static void more(String object, String name, String definition) throws Exception {
    call("PUT", "/meta/objects/" + object + "/fields/" + name, definition).expect(200, 201);
}

static String formula(String returns, String expression) {
    return "{\"type\":\"formula\",\"returns\":\"" + returns + "\",\"expression\":\"" + expression.replace("\"", "\\\"") + "\"}";
}

static String rollup(String from, String via, String function, String more) {
    return "{\"type\":\"rollup\",\"from\":\"" + from + "\",\"via\":\"" + via + "\",\"function\":\"" + function + "\"" + more + "}";
}

static void define() throws Exception {
    String item = """
            {"name":"box","type":"lookup","target":"%s"},{"name":"price","type":"decimal","scale":2},{"name":"quantity","type":"integer"},
            {"name":"state","type":"select","options":["open","won","lost"]},{"name":"day","type":"date"},{"name":"note","type":"text","max":200}""";
    String box = "{\"name\":\"rate\",\"type\":\"decimal\",\"scale\":2},{\"name\":\"region\",\"type\":\"text\",\"max\":40}";
    for (String family : List.of("plain", "rule")) {
        object(family + "box", box);
        object(family + "item", item.formatted(family + "box"));
    }
    String[] formulas = {
        "amount", "price * quantity", "withTax", "amount * 1.13", "net", "withTax * (1 - IF(quantity > 10, 0.05, 0))", "size", "quantity * quantity",
        "weighted", "IF(state = \"won\", net, IF(state = \"open\", net / 2, 0))", "scaled", "net * box.rate", "perUnit", "IF(quantity > 0, net / quantity, 0)"
    };
    for (int i = 0; i < formulas.length; i += 2) {
        more("ruleitem", formulas[i], formula("decimal", formulas[i + 1]));
    }
    more("ruleitem", "grade", formula("text", "IF(net > 1000, \"A\", IF(net > 100, \"B\", \"C\"))"));
    more("ruleitem", "where", formula("text", "box.region"));
    more("ruleitem", "large", formula("boolean", "AND(net > 500, quantity > 2)"));
    more("rulebox", "total", rollup("ruleitem", "box", "sum", ",\"field\":\"net\""));
    more("rulebox", "wins", rollup("ruleitem", "box", "count", ",\"filter\":\"state = 'won'\""));
    String[] validations = {"priced", "price < 0", "counted", "quantity > 100000", "noted", "AND(state = 'lost', ISBLANK(note))"};
    int known = 0;
    for (int i = 0; i < validations.length; i += 2) {
        known += call("PUT", "/meta/rules/ruleitem." + validations[i], """
                {"name":"%s","object":"ruleitem","type":"validation","when":"%s","message":{"zh-CN":"不行","en-US":"No"}}"""
                .formatted(validations[i], validations[i + 1])).status() < 300 ? 1 : 0;
    }
    if (known < 3) {
        // Where validations of their own are not known, required fields stand for them.
        for (String name : List.of("price", "quantity", "state")) {
            String type = name.equals("price") ? "\"decimal\",\"scale\":2" : name.equals("quantity") ? "\"integer\"" : "\"select\",\"options\":[\"open\",\"won\",\"lost\"]";
            more("ruleitem", name, "{\"type\":" + type + ",\"required\":true}");
        }
    }
    System.out.println("validations " + known);
    object("soakfirm", "{\"name\":\"rate\",\"type\":\"decimal\",\"scale\":2}");
    object("soakdeal", "{\"name\":\"firm\",\"type\":\"lookup\",\"target\":\"soakfirm\"},{\"name\":\"state\",\"type\":\"select\",\"options\":[\"open\",\"won\"]}");
    object("soakpart", "{\"name\":\"deal\",\"type\":\"lookup\",\"target\":\"soakdeal\"},{\"name\":\"price\",\"type\":\"decimal\",\"scale\":2},"
            + "{\"name\":\"quantity\",\"type\":\"integer\"}");
    more("soakpart", "amount", formula("decimal", "price * quantity * deal.firm.rate"));
    more("soakdeal", "total", rollup("soakpart", "deal", "sum", ",\"field\":\"amount\""));
    more("soakdeal", "parts", rollup("soakpart", "deal", "count", ",\"filter\":\"quantity > 2\""));
    more("soakdeal", "dearest", rollup("soakpart", "deal", "max", ",\"field\":\"price\""));
    more("soakdeal", "worth", formula("decimal", "total * IF(parts > 3, 0.9, 1)"));
    more("soakfirm", "won", rollup("soakdeal", "firm", "sum", ",\"field\":\"worth\",\"filter\":\"state = 'won'\""));
    more("soakfirm", "mean", rollup("soakdeal", "firm", "avg", ",\"field\":\"worth\",\"scale\":2"));
    more("soakfirm", "least", rollup("soakdeal", "firm", "min", ",\"field\":\"worth\""));
    more("soakfirm", "states", rollup("soakdeal", "firm", "countDistinct", ",\"field\":\"state\""));
    more("soakfirm", "grade", formula("text", "IF(won > 1000, \"A\", \"B\")"));
}

// --- what a save costs ------------------------------------------------------------------------------------------------------------------------

static List<String> bulk(String object, String rows) throws Exception {
    String body = call("POST", "/records/" + object + "/bulk", "{\"operation\":\"create\",\"records\":[" + rows + "]}").expect(200).body();
    List<String> ids = new ArrayList<>();
    Matcher matcher = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"").matcher(body);
    while (matcher.find()) {
        ids.add(matcher.group(1));
    }
    return ids;
}

static List<String> boxes(String family, int count) throws Exception {
    var rows = new StringJoiner(",");
    for (int i = 0; i < count; i++) {
        rows.add("{\"title\":\"" + family + " box " + i + "\",\"rate\":1.5,\"region\":\"north\"}");
    }
    return bulk(family + "box", rows.toString());
}

static String itemOf(String title, String box, int i) {
    return "{\"title\":\"%s\",\"box\":\"%s\",\"price\":%d.25,\"quantity\":%d,\"state\":\"%s\",\"day\":\"2026-03-0%d\",\"note\":\"as agreed\"}"
            .formatted(title, box, i % 900, i % 20 + 1, i % 3 == 0 ? "won" : "open", i % 9 + 1);
}

/** Updates of one record after the other, first of the one family and then of the other, several times: CPU of the server for each. */
static void save() throws Exception {
    long pid = Long.parseLong(args.get("pid"));
    int times = Integer.parseInt(args.getOrDefault("times", "3000"));
    Map<String, List<String>> items = new HashMap<>();
    for (String family : List.of("plain", "rule")) {
        List<String> boxes = boxes(family, 200);
        var rows = new StringJoiner(",");
        for (int i = 0; i < 2_000; i++) {
            rows.add(itemOf(family + " item " + i, boxes.get(i % 200), i));
        }
        items.put(family, bulk(family + "item", rows.toString()));
    }
    Map<String, List<Double>> costs = new HashMap<>();
    try (var connection = new Wire.Connection(Integer.parseInt(args.get("port")))) {
        for (int round = 0; round < 7; round++) {
            for (String family : List.of("plain", "rule")) {
                List<String> ids = items.get(family);
                long before = quiet(pid);
                for (int i = 0; i < times; i++) {
                    connection.call("PATCH", "/records/" + family + "item/" + ids.get(i % ids.size()), token,
                            "{\"price\":" + (round * 1000 + i % 997) + ".75,\"quantity\":" + (i % 30 + 1) + "}").expect(200, "update");
                }
                double cost = (double) (quiet(pid) - before) / times;
                // The first rounds warm up.
                if (round > 1) {
                    costs.computeIfAbsent(family, _ -> new ArrayList<>()).add(cost);
                }
            }
        }
    }
    double plain = median(costs.get("plain"));
    double rule = median(costs.get("rule"));
    System.out.printf(Locale.ROOT, "plain %.3f%nrules %.3f%nratio %.2f%n", plain, rule, rule / plain);
}

static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
}

/** CPU of the server once what follows commits has been done, too. */
static long quiet(long pid) throws Exception {
    settle();
    return Meter.cpuMillis(pid);
}

/** Waits until no listener is behind. */
static void settle() throws Exception {
    for (int i = 0; i < 1200; i++) {
        String listeners = call("GET", "/admin/outbox", null).expect(200).body();
        if (!Pattern.compile("\"(behind|waiting)\"\\s*:\\s*[1-9]").matcher(listeners).find()) {
            return;
        }
        Thread.sleep(50);
    }
    throw new IllegalStateException("the listeners do not come to an end");
}

// --- one parent with many children --------------------------------------------------------------------------------------------------------------

static void rollup() throws Exception {
    int children = Integer.parseInt(args.getOrDefault("children", "10000"));
    String box = boxes("rule", 0).isEmpty() ? bulk("rulebox", "{\"title\":\"the large one\",\"rate\":1,\"region\":\"south\"}").getFirst() : null;
    more("rulebox", "most", rollup("ruleitem", "box", "max", ",\"field\":\"net\""));
    more("rulebox", "mean", rollup("ruleitem", "box", "avg", ",\"field\":\"net\",\"scale\":2"));
    String last = null;
    for (int from = 0; from < children; from += 5_000) {
        var rows = new StringJoiner(",");
        for (int i = from; i < Math.min(children, from + 5_000); i++) {
            rows.add(itemOf("large item " + i, box, i));
        }
        List<String> ids = bulk("ruleitem", rows.toString());
        last = ids.getLast();
    }
    settle();
    List<Double> times = new ArrayList<>();
    long before = version("rulebox", box);
    int changes = 9;
    for (int i = 0; i < changes; i++) {
        long start = System.nanoTime();
        // The greatest of all, and then no longer: the maximum must be looked for among all the others.
        call("PATCH", "/records/ruleitem/" + last, "{\"price\":" + (i % 2 == 0 ? "900000.5" : "1.5") + "}").expect(200);
        times.add((System.nanoTime() - start) / 1e6);
    }
    long versions = version("rulebox", box) - before;
    String listed = call("POST", "/records/ruleitem/aggregate", """
            {"filter":"box = \\"%s\\"","groupBy":[],"measures":[{"function":"sum","field":"net","as":"sum"},{"function":"count","as":"n"},{"function":"max","field":"net","as":"most"}]}"""
            .formatted(box)).expect(200).body();
    String record = call("GET", "/records/rulebox/" + box, null).expect(200).body();
    boolean right = new BigDecimal(field(listed, "sum")).compareTo(new BigDecimal(field(record, "total"))) == 0
            && new BigDecimal(field(listed, "most")).compareTo(new BigDecimal(field(record, "most"))) == 0;
    System.out.printf(Locale.ROOT, "ms %.1f%npasses %d%nchildren %s%nright %d%n", median(times), versions / changes, field(listed, "n"), right ? 1 : 0);
}

static long version(String object, String id) throws Exception {
    return Long.parseLong(field(call("GET", "/records/" + object + "/" + id, null).expect(200).body(), "version"));
}

// --- files ------------------------------------------------------------------------------------------------------------------------------------------

/** Rows to import: of items in 200 boxes, or of parts in the soak's deals. */
static void file() throws Exception {
    int rows = Integer.parseInt(args.get("rows"));
    boolean soak = args.containsKey("soak");
    try (var out = new PrintStream(new BufferedOutputStream(new FileOutputStream(args.get("to"))), false)) {
        out.print(soak ? "title,deal,price,quantity\r\n" : "title,box,price,quantity,state,day,note\r\n");
        var random = new Random(7);
        for (int i = 0; i < rows; i++) {
            if (soak) {
                out.print("imported %s %d,soak deal %d,%d.5,%d\r\n".formatted(args.get("soak"), i, random.nextInt(20), random.nextInt(90), random.nextInt(9)));
            } else {
                out.print("imported %d,rule box %d,%d.25,%d,%s,2026-03-0%d,as agreed\r\n"
                        .formatted(i, i % 200, i % 900, i % 20 + 1, i % 3 == 0 ? "won" : "open", i % 9 + 1));
            }
        }
    }
}

// --- the soak -----------------------------------------------------------------------------------------------------------------------------------------

static final Map<String, List<String>> LIVE = new ConcurrentHashMap<>();
static final Map<String, List<String>> BIN = new ConcurrentHashMap<>();
static final AtomicInteger DONE = new AtomicInteger();
static final AtomicLong NAMES = new AtomicLong(System.currentTimeMillis() * 1000);
static final Map<String, AtomicInteger> ODD = new ConcurrentHashMap<>();

/** Until the server is gone, or as many operations are done as wanted. */
static void soak() throws Exception {
    int wanted = Integer.parseInt(args.getOrDefault("operations", "1000000"));
    for (String object : List.of("soakfirm", "soakdeal", "soakpart")) {
        LIVE.put(object, Collections.synchronizedList(new ArrayList<>()));
        BIN.put(object, Collections.synchronizedList(new ArrayList<>()));
        String page = call("POST", "/records/" + object + "/query", "{\"size\":200,\"fields\":[\"title\"]}").expect(200).body();
        Matcher ids = Pattern.compile("\"id\"\\s*:\\s*\"(soak[^\"]+)\"").matcher(page);
        while (ids.find()) {
            LIVE.get(object).add(ids.group(1));
        }
    }
    if (LIVE.get("soakfirm").isEmpty()) {
        for (int i = 0; i < 5; i++) {
            LIVE.get("soakfirm").add(made("soakfirm", "{\"title\":\"soak firm " + i + "\",\"rate\":" + (i + 1) + "}"));
        }
        for (int i = 0; i < 20; i++) {
            LIVE.get("soakdeal").add(made("soakdeal", "{\"title\":\"soak deal " + i + "\",\"firm\":\"" + LIVE.get("soakfirm").get(i % 5) + "\",\"state\":\"won\"}"));
        }
    }
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args.getOrDefault("writers", "8")); i++) {
        var random = new Random(System.nanoTime() + i);
        threads.add(Thread.ofPlatform().start(() -> {
            try {
                while (DONE.get() < wanted) {
                    int before = DONE.get();
                    act(random);
                    int now = DONE.get();
                    if (now / 50 > before / 50) {
                        java.nio.file.Files.writeString(Path.of(args.get("notes")), Integer.toString(now));
                    }
                }
            } catch (IOException gone) {
                // the server was killed
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }));
    }
    for (Thread thread : threads) {
        thread.join();
    }
    java.nio.file.Files.writeString(Path.of(args.get("notes")), Integer.toString(DONE.get()));
    System.out.println("operations " + DONE.get() + "\nodd " + ODD.values().stream().mapToInt(AtomicInteger::get).sum());
    ODD.forEach((what, count) -> System.err.println(count + " × " + what));
}

static String made(String object, String body) throws IOException, InterruptedException {
    return field(call("POST", "/records/" + object, body).expect(201).body(), "id");
}

static String any(List<String> ids, Random random) {
    synchronized (ids) {
        return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
    }
}

static String values(String object, Random random, boolean named) {
    var parts = new StringJoiner(",", "{", "}");
    if (named) {
        parts.add("\"title\":\"" + object + " " + NAMES.incrementAndGet() + "\"");
    }
    switch (object) {
        case "soakfirm" -> parts.add("\"rate\":" + (random.nextInt(9) + 1));
        case "soakdeal" -> {
            parts.add("\"firm\":\"" + any(LIVE.get("soakfirm"), random) + "\"");
            parts.add("\"state\":\"" + (random.nextBoolean() ? "won" : "open") + "\"");
        }
        default -> {
            String deal = any(LIVE.get("soakdeal"), random);
            if (deal != null && random.nextInt(3) > 0) {
                parts.add("\"deal\":\"" + deal + "\"");
            }
            parts.add("\"price\":" + random.nextInt(90) + "." + random.nextInt(10));
            parts.add("\"quantity\":" + random.nextInt(9));
        }
    }
    return parts.toString();
}

static void act(Random random) throws IOException, InterruptedException {
    String object = random.nextInt(10) < 7 ? "soakpart" : random.nextInt(10) < 7 ? "soakdeal" : "soakfirm";
    List<String> live = LIVE.get(object);
    List<String> bin = BIN.get(object);
    String id = any(live, random);
    switch (random.nextInt(10)) {
        case 0, 1, 2 -> {
            Answer answer = told(call("POST", "/records/" + object, values(object, random, true)), 201);
            if (answer.status() == 201) {
                live.add(field(answer.body(), "id"));
            }
        }
        case 3 -> {
            var rows = new StringJoiner(",");
            for (int i = random.nextInt(20); i >= 0; i--) {
                rows.add(values(object, random, true));
            }
            Answer answer = told(call("POST", "/records/" + object + "/bulk", "{\"operation\":\"create\",\"allOrNothing\":" + random.nextBoolean()
                    + ",\"records\":[" + rows + "]}"), 200);
            Matcher ids = Pattern.compile("\"id\"\\s*:\\s*\"(soak[^\"]+)\"").matcher(answer.body());
            while (ids.find()) {
                live.add(ids.group(1));
            }
        }
        case 4, 5, 6 -> {
            if (id != null) {
                told(call("PATCH", "/records/" + object + "/" + id, values(object, random, false)), 200);
            }
        }
        case 7 -> {
            if (id != null && !object.equals("soakfirm") && live.size() > 20 && told(call("DELETE", "/records/" + object + "/" + id, null), 204).status() == 204) {
                live.remove(id);
                bin.add(id);
            }
        }
        default -> {
            String gone = any(bin, random);
            if (gone != null && told(call("POST", "/records/" + object + "/" + gone + "/restore", null), 200).status() == 200) {
                bin.remove(gone);
                live.add(gone);
            }
        }
    }
}

/** Refusals because somebody else was faster are part of it, anything of the server's own is not. */
static Answer told(Answer answer, int wanted) {
    boolean raced = answer.status() == 404 || answer.status() == 409 || answer.status() == 422;
    if (answer.status() == wanted) {
        DONE.incrementAndGet();
    } else if (!raced) {
        ODD.computeIfAbsent(answer.status() + " " + answer.body().substring(0, Math.min(160, answer.body().length())), _ -> new AtomicInteger()).incrementAndGet();
    }
    return answer;
}

static void rebuild() throws Exception {
    settle();
    String id = field(call("POST", "/admin/rebuild?dryRun=true", null).expect(202).body(), "id");
    String report;
    do {
        Thread.sleep(100);
        report = call("GET", "/admin/rebuild/" + id, null).expect(200).body();
    } while (List.of("queued", "running").contains(field(report, "state")));
    if (!"0".equals(field(report, "differences"))) {
        System.err.println(report);
    }
    System.out.println("state " + field(report, "state") + "\nrecords " + field(report, "records") + "\ndifferences " + field(report, "differences"));
}
