// The client of rules.sh: `java Rules.java define|saves|wide|groups|soak|settle|rebuild key=value…`. Works with four objects: "item" has 10 formulas, 3
// validations and 2 roll-ups on the "itemGroup" above it; "plainItem" has the same typed fields and nothing computed, and its "plainGroup" neither.
// "triggeredItem" is a plain item with a before-trigger of ten lines, "checkedItem" one that must not be there twice.

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

static Map<String, String> args = new HashMap<>();
static int port;
static String token;

void main(String[] argv) throws Exception {
    for (String arg : argv) {
        int at = arg.indexOf('=');
        args.put(at < 0 ? "command" : arg.substring(0, at), at < 0 ? arg : arg.substring(at + 1));
    }
    port = Integer.parseInt(args.get("port"));
    try (var wire = new Wire.Connection(port)) {
        String body = "{\"tenant\":\"%s\",\"username\":\"admin\",\"password\":\"%s\"}".formatted(args.get("tenant"), args.get("password"));
        token = field(wire.call("POST", "/auth/login", null, body).expect(200, "login").body(), "token");
        switch (args.get("command")) {
            case "define" -> define(wire);
            case "saves" -> saves(wire);
            case "wide" -> wide(wire);
            case "groups" -> groups(wire);
            case "more" -> more(wire);
            case "soak" -> soak();
            case "settle" -> settle(wire);
            case "rebuild" -> rebuild(wire);
            default -> throw new IllegalArgumentException(args.get("command"));
        }
    }
    System.exit(0);
}

static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*(?:\"([^\"]*)\"|(-?[0-9.]+))").matcher(json);
    return !matcher.find() ? null : matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
}

// --- what is measured ------------------------------------------------------------------------------------------------------------------------

static final String TYPED = """
        {"name":"title","type":"text","required":true,"max":60,"label":{"zh-CN":"标题","en-US":"Title"}},
        {"name":"parent","type":"lookup","target":"%s","onDelete":"restrict","label":{"zh-CN":"上级","en-US":"Parent"}},
        {"name":"quantity","type":"integer","label":{"zh-CN":"数量","en-US":"Quantity"}},
        {"name":"price","type":"currency","scale":2,"label":{"zh-CN":"单价","en-US":"Price"}},
        {"name":"rate","type":"percent","scale":0,"label":{"zh-CN":"折扣","en-US":"Rate"}},
        {"name":"due","type":"date","label":{"zh-CN":"到期","en-US":"Due"}}""";

static final String[][] FORMULAS = {
    {"gross", "decimal", "quantity * price"},
    {"reduction", "decimal", "gross * rate / 100"},
    {"net", "decimal", "gross - reduction"},
    {"tax", "decimal", "ROUND(net * 0.13, 2)"},
    {"total", "decimal", "net + tax"},
    {"each", "decimal", "IF(quantity > 0, total / quantity, 0)"},
    {"large", "boolean", "total > 1000"},
    {"month", "decimal", "YEAR(due) * 100 + MONTH(due)"},
    {"caption", "text", "CONCAT(title, \" / \", parent.title)"},
    {"share", "decimal", "IF(parent.target > 0, total / parent.target * 100, 0)"}
};

static String object(String name, String prefix, String fields) {
    return """
            {"name":"%1$s","prefix":"%2$s","label":{"zh-CN":"%1$s","en-US":"%1$s"},"nameField":"title","fields":[%3$s]}""".formatted(name, prefix, fields);
}

static void define(Wire.Connection wire) throws IOException {
    String group = """
            {"name":"title","type":"text","required":true,"max":60,"unique":true},{"name":"target","type":"integer"}""";
    put(wire, "objects/plainGroup", object("plainGroup", "pgr", group));
    put(wire, "objects/plainItem", object("plainItem", "pit", TYPED.formatted("plainGroup")));
    put(wire, "objects/triggeredItem", object("triggeredItem", "tit", TYPED.formatted("plainGroup")));
    put(wire, "objects/itemGroup", object("itemGroup", "igr", group));
    StringJoiner formulas = new StringJoiner(",", ",", "");
    for (String[] formula : FORMULAS) {
        String scale = formula[1].equals("decimal") ? ",\"scale\":2" : "";
        formulas.add("{\"name\":\"%s\",\"type\":\"formula\",\"returns\":\"%s\"%s,\"expression\":\"%s\"}"
                .formatted(formula[0], formula[1], scale, formula[2].replace("\"", "\\\"")));
    }
    put(wire, "objects/item", object("item", "itm", TYPED.formatted("itemGroup") + formulas));
    rollup(wire, "sum", "\"function\":\"sum\",\"field\":\"total\"");
    rollup(wire, "open", "\"function\":\"count\",\"filter\":\"quantity > 5\"");
    validation(wire, "positive", "quantity > 0", "quantity");
    validation(wire, "notTooCheap", "price >= 1 OR rate = 0", "price");
    validation(wire, "inTime", "ISBLANK(due) OR due >= DATE(2020, 1, 1)", "due");
    trigger(wire, "tenLines", "triggeredItem");
}

/** What imports are judged by beyond what saves are: a trigger on the ruled object, and an object with two ways to be a duplicate. */
static void more(Wire.Connection wire) throws IOException {
    trigger(wire, "itemLines", "item");
    put(wire, "objects/checkedItem", object("checkedItem", "chk", TYPED.formatted("plainGroup")));
    put(wire, "duplicate-rules/checkedItem.same", """
            {"name":"same","object":"checkedItem","action":"block","match":[{"all":[{"field":"title","by":"text"}]},
            {"all":[{"field":"title","by":"exact"},{"field":"due","by":"exact"}]}]}""");
}

static void trigger(Wire.Connection wire, String name, String object) throws IOException {
    put(wire, "scripts/" + name, "{\"name\":\"%s\",\"object\":\"%s\",\"type\":\"trigger\",\"when\":\"before\",\"on\":[\"create\",\"update\"],\"source\":\"%s\"}"
            .formatted(name, object, TRIGGER.replace("\"", "\\\"").replace("\n", "\\n")));
}

static final String TRIGGER = """
        const limit = 1000;
        const quantity = record.quantity;
        const dear = quantity > limit;
        const words = String(record.title).trim().split(' ');
        const last = words[words.length - 1];
        if (dear && last === 'never') {
          addError('quantity', 'too many');
        }
        if (record.due && record.due < '2020-01-01') { addError('due', 'too early'); }
        if (record.rate == null) { record.rate = 0; }
        """;

static void rollup(Wire.Connection wire, String name, String rest) throws IOException {
    put(wire, "objects/itemGroup/fields/" + name,
            "{\"type\":\"rollup\",\"from\":\"item\",\"via\":\"parent\",%s,\"label\":{\"zh-CN\":\"%s\",\"en-US\":\"%s\"}}".formatted(rest, name, name));
}

static void validation(Wire.Connection wire, String name, String check, String field) throws IOException {
    put(wire, "rules/item." + name, """
            {"name":"%s","object":"item","type":"validation","check":"%s","field":"%s","message":{"zh-CN":"不可以","en-US":"Not so"}}"""
            .formatted(name, check, field));
}

static void put(Wire.Connection wire, String path, String body) throws IOException {
    Wire.Answer answer = wire.call("PUT", "/meta/" + path, token, body);
    if (answer.status() != 200 && answer.status() != 201) {
        answer.expect(200, path);
    }
}

static String content(String parent, long n) {
    return "{\"title\":\"item %d\",%s\"quantity\":%d,\"price\":%d.25,\"rate\":%d,\"due\":\"2026-%02d-%02d\"}"
            .formatted(n, parent == null ? "" : "\"parent\":\"" + parent + "\",", n % 50 + 1, n % 90 + 10, n % 30, n % 12 + 1, n % 28 + 1);
}

static String create(Wire.Connection wire, String object, String body) throws IOException {
    return field(wire.call("POST", "/records/" + object, token, body).expect(201, "create " + object).body(), "id");
}

// --- one save ---------------------------------------------------------------------------------------------------------------------------------

static final String[] KINDS = {"plainItem", "item", "triggeredItem"};

/** Blocks of updates of each kind in turns, so that what else the machine does falls on all of them; medians of the blocks. */
static void saves(Wire.Connection wire) throws Exception {
    long pid = Long.parseLong(args.get("pid"));
    Map<String, List<String>> ids = new HashMap<>();
    String above = create(wire, "itemGroup", "{\"title\":\"saves\",\"target\":100000}");
    String plain = create(wire, "plainGroup", "{\"title\":\"saves\",\"target\":100000}");
    for (String kind : KINDS) {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            made.add(create(wire, kind, content(kind.equals("item") ? above : plain, i)));
        }
        ids.put(kind, made);
    }
    long n = 0;
    for (long until = System.nanoTime() + Long.parseLong(args.get("warmUp")) * 1_000_000_000L; System.nanoTime() < until; ) {
        for (String kind : KINDS) {
            n = block(wire, kind, ids.get(kind), n, 100);
        }
    }
    Map<String, List<Double>> cpu = new HashMap<>();
    Map<String, List<Double>> bytes = new HashMap<>();
    try (var allocation = new Meter.Allocation(pid)) {
        for (int block = 0; block < Integer.parseInt(args.get("blocks")); block++) {
            for (String kind : KINDS) {
                long used = Meter.cpuMillis(pid);
                long allocated = allocation.total();
                n = block(wire, kind, ids.get(kind), n, 400);
                // What listeners do with the writes belongs to them.
                settle(wire);
                cpu.computeIfAbsent(kind, _ -> new ArrayList<>()).add((Meter.cpuMillis(pid) - used) / 400.0);
                bytes.computeIfAbsent(kind, _ -> new ArrayList<>()).add((allocation.total() - allocated) / 400.0 / 1024);
            }
        }
    }
    double base = median(cpu.get("plainItem"));
    double ruled = median(cpu.get("item"));
    double triggered = median(cpu.get("triggeredItem"));
    System.out.printf(Locale.ROOT, "save.plain %.3f%nsave.ruled %.3f%nsave.triggered %.3f%nsave.ratio %.2f%nsave.trigger %.3f%n", base, ruled, triggered, ruled / base, Math.max(0, triggered - base));
    System.out.printf(Locale.ROOT, "save.plain.alloc %.0f%nsave.ruled.alloc %.0f%n", median(bytes.get("plainItem")), median(bytes.get("item")));
}

static long block(Wire.Connection wire, String kind, List<String> ids, long n, int count) throws IOException {
    for (int i = 0; i < count; i++) {
        n++;
        String body = "{\"quantity\":%d,\"price\":%d.75,\"title\":\"saved %d\"}".formatted(n % 50 + 1, n % 90 + 10, n);
        wire.call("PATCH", "/records/" + kind + "/" + ids.get((int) (n % ids.size())), token, body).expect(200, "update " + kind);
    }
    return n;
}

static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
}

// --- one group of ten thousand --------------------------------------------------------------------------------------------------------------

/** A write to one of 10,000 children: where roll-ups can be carried by the difference, and where all children must be looked at. */
static void wide(Wire.Connection wire) throws Exception {
    put(wire, "objects/itemGroup/fields/dearest",
            "{\"type\":\"rollup\",\"from\":\"item\",\"via\":\"parent\",\"function\":\"max\",\"field\":\"total\",\"label\":{\"zh-CN\":\"最大\",\"en-US\":\"Dearest\"}}");
    String above = create(wire, "itemGroup", "{\"title\":\"wide\",\"target\":1}");
    for (int chunk = 0; chunk < 10; chunk++) {
        StringJoiner rows = new StringJoiner(",", "{\"operation\":\"create\",\"records\":[", "]}");
        for (int i = 0; i < 1000; i++) {
            rows.add(content(above, chunk * 1000L + i));
        }
        wire.call("POST", "/records/item/bulk", token, rows.toString()).expect(200, "bulk");
    }
    settle(wire);
    // The dearest of all, so that its fall makes the platform look for the next.
    String top = create(wire, "item", "{\"title\":\"top\",\"parent\":\"" + above + "\",\"quantity\":50,\"price\":999,\"rate\":0}");
    String any = create(wire, "item", content(above, 1));
    long before = version(wire, above);
    List<Double> counted = new ArrayList<>();
    List<Double> gathered = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
        counted.add(timed(wire, any, "{\"quantity\":%d}".formatted(i + 1)));
        gathered.add(timed(wire, top, "{\"price\":%d}".formatted(i % 2 == 0 ? 1 : 999)));
    }
    System.out.printf(Locale.ROOT, "wide.counted %.1f%nwide.gathered %.1f%n", median(counted), median(gathered));
    System.out.printf(Locale.ROOT, "wide.versions %.2f%n", (version(wire, above) - before) / 40.0);
    wire.call("DELETE", "/meta/objects/itemGroup/fields/dearest", token, null);
}

static long version(Wire.Connection wire, String id) throws IOException {
    return Long.parseLong(field(wire.call("GET", "/records/itemGroup/" + id, token, null).expect(200, "group").body(), "version"));
}

static double timed(Wire.Connection wire, String id, String body) throws IOException {
    long start = System.nanoTime();
    wire.call("PATCH", "/records/item/" + id, token, body).expect(200, "update");
    return (System.nanoTime() - start) / 1e6;
}

static void groups(Wire.Connection wire) throws IOException {
    for (String object : List.of("itemGroup", "plainGroup")) {
        StringJoiner rows = new StringJoiner(",", "{\"operation\":\"create\",\"records\":[", "]}");
        for (int i = 0; i < 500; i++) {
            rows.add("{\"title\":\"parent %03d\",\"target\":%d}".formatted(i, 1000 + i));
        }
        wire.call("POST", "/records/" + object + "/bulk", token, rows.toString()).expect(200, "groups");
    }
}

// --- never stale --------------------------------------------------------------------------------------------------------------------------------

static final int WRITERS = 8;

/** Random writes until the server is gone; a line of the notes is one acknowledged write, or "x …" for an answer nobody should get. */
static void soak() throws Exception {
    var ended = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    try (var notes = new PrintStream(new FileOutputStream(args.get("notes"), true), true)) {
        for (int i = 0; i < WRITERS; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try (var wire = new Wire.Connection(port)) {
                    write(wire, notes, ended);
                } catch (IOException gone) {
                    ended.set(true);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}

static void write(Wire.Connection wire, PrintStream notes, AtomicBoolean ended) throws IOException {
    var random = ThreadLocalRandom.current();
    List<String> groups = ids(wire, "itemGroup", "igr", 40);
    List<String> items = new ArrayList<>(ids(wire, "item", "itm", 200));
    List<String> gone = new ArrayList<>();
    for (long n = random.nextInt(1_000_000); !ended.get(); n++) {
        String group = groups.get(random.nextInt(groups.size()));
        String item = items.isEmpty() ? null : items.get(random.nextInt(items.size()));
        int what = item == null ? 0 : random.nextInt(10);
        Wire.Answer answer = switch (what) {
            case 0, 1 -> {
                Wire.Answer made = wire.call("POST", "/records/item", token, content(group, n));
                if (made.status() == 201) {
                    items.add(field(made.body(), "id"));
                }
                yield made;
            }
            case 2, 3, 4 -> wire.call("PATCH", "/records/item/" + item, token, "{\"quantity\":%d,\"price\":%d}".formatted(n % 12 + 1, n % 70 + 1));
            case 5, 6 -> wire.call("PATCH", "/records/item/" + item, token, random.nextInt(8) == 0 ? "{\"parent\":null}" : "{\"parent\":\"" + group + "\"}");
            case 7 -> {
                items.remove(item);
                gone.add(item);
                yield wire.call("DELETE", "/records/item/" + item, token, null);
            }
            case 8 -> {
                if (gone.isEmpty()) {
                    yield wire.call("PATCH", "/records/itemGroup/" + group, token, "{\"target\":%d}".formatted(n % 5000));
                }
                String back = gone.removeLast();
                items.add(back);
                yield wire.call("POST", "/records/item/" + back + "/restore", token, null);
            }
            default -> {
                if (random.nextInt(5) == 0) {
                    yield importFile(wire, n);
                }
                StringJoiner rows = new StringJoiner(",", "{\"operation\":\"create\",\"records\":[", "]}");
                for (int i = 0; i < 5; i++) {
                    rows.add(content(groups.get(random.nextInt(groups.size())), n + i));
                }
                yield wire.call("POST", "/records/item/bulk", token, rows.toString());
            }
        };
        synchronized (notes) {
            switch (answer.status()) {
                case 200, 201, 204 -> notes.println(what);
                // Another writer deleted, restored or changed it first.
                case 404, 409 -> {}
                default -> notes.println("x " + what + " " + answer.status() + " " + answer.body().replace('\n', ' '));
            }
        }
    }
}

/** A file of 20 rows, which the server imports in the background, over a kill if need be. */
static Wire.Answer importFile(Wire.Connection wire, long n) throws IOException {
    var random = ThreadLocalRandom.current();
    StringBuilder rows = new StringBuilder("Title,Parent,Quantity,Price,Rate,Due\r\n");
    for (int i = 0; i < 20; i++) {
        rows.append("row %d-%d,parent %03d,%d,%d.25,%d,2026-%02d-%02d\r\n"
                .formatted(n, i, random.nextInt(500), i % 50 + 1, i % 90 + 10, i % 30, i % 12 + 1, i % 28 + 1));
    }
    StringJoiner mapping = new StringJoiner(",", "[", "]");
    for (String column : List.of("Title", "Parent", "Quantity", "Price", "Rate", "Due")) {
        mapping.add("{\"column\":\"%s\",\"field\":\"%s\"}".formatted(column, column.toLowerCase(Locale.ROOT)));
    }
    String part = "--rows\r\nContent-Disposition: form-data; name=\"";
    String body = part + "options\"\r\n\r\n{\"object\":\"item\",\"operation\":\"create\",\"mapping\":" + mapping + "}\r\n" + part
            + "file\"; filename=\"rows.csv\"\r\nContent-Type: text/csv\r\n\r\n" + rows + "\r\n--rows--\r\n";
    return wire.call("POST", "/imports", token, body, "multipart/form-data; boundary=rows");
}

static List<String> ids(Wire.Connection wire, String object, String prefix, int count) throws IOException {
    List<String> ids = new ArrayList<>();
    String body = wire.call("POST", "/records/" + object + "/query", token, "{\"size\":%d,\"sort\":\"-createdAt\"}".formatted(count)).expect(200, "ids").body();
    for (Matcher id = Pattern.compile("\\{\"id\":\"(" + prefix + "_[0-9A-Z]+)\"").matcher(body); id.find(); ) {
        ids.add(id.group(1));
    }
    return ids;
}

/** Waits until every listener has had every event. */
static void settle(Wire.Connection wire) throws Exception {
    for (int i = 0; i < 6000; i++) {
        String listeners = wire.call("GET", "/admin/outbox", token, null).expect(200, "outbox").body();
        String imports = wire.call("GET", "/imports", token, null).expect(200, "imports").body();
        if (!Pattern.compile("\"(behind|waiting)\"\\s*:\\s*[1-9]").matcher(listeners).find()
                && !Pattern.compile("\"state\"\\s*:\\s*\"(queued|running)\"").matcher(imports).find()) {
            return;
        }
        Thread.sleep(20);
    }
    throw new IllegalStateException("the listeners do not come to an end");
}

/** What computing every value from scratch finds to be otherwise than stored; changes nothing. */
static void rebuild(Wire.Connection wire) throws Exception {
    settle(wire);
    String body = wire.call("POST", "/admin/rebuild?dryRun=true", token, null).expect(202, "rebuild").body();
    String id = field(body, "id");
    while (List.of("queued", "running").contains(String.valueOf(field(body, "state")))) {
        Thread.sleep(100);
        body = wire.call("GET", "/admin/rebuild/" + id, token, null).expect(200, "rebuild").body();
    }
    if (!"done".equals(field(body, "state"))) {
        throw new IllegalStateException(body);
    }
    System.err.println(body.substring(0, Math.min(600, body.length())));
    System.out.println("rebuild.differences " + field(body, "differences") + "\nrebuild.records " + field(body, "records"));
}
