// The client of kill.sh, contention.sh and cluster.sh: writes through the API, notes what was acknowledged, and compares it with what is there.
// A compact source file: `java Durability.java define|write|verify|contend|account key=value…`. With port=A,B its writers are spread over two nodes and go
// to the other one when theirs is gone, for the seconds told.
//
// Every record of the object "killcheck" says the same number in three fields, so that a half-written one shows. Sixteen writers take turns at
// creating, updating what they created, and bulks of five that must be there as a whole or not at all. A line of the note file is one
// acknowledged fact: "c ID VERSION NUMBER" (this version, with this number, was promised), "b BATCH" (all five were), "t ID" (it will be deleted),
// "d ID" (it was).

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

static Map<String, String> args = new HashMap<>();
static List<String> nodes;
/** The node a thread talks to. */
static ThreadLocal<Integer> node = ThreadLocal.withInitial(() -> 0);
static String token;
static HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(Runnable::run).build();

void main(String[] argv) throws Exception {
    for (String arg : argv) {
        int at = arg.indexOf('=');
        args.put(at < 0 ? "command" : arg.substring(0, at), at < 0 ? arg : arg.substring(at + 1));
    }
    nodes = Arrays.stream(args.get("port").split(",")).map(port -> "http://127.0.0.1:" + port + "/api/v1").toList();
    token = login();
    switch (args.get("command")) {
        case "define" -> define();
        case "write" -> write();
        case "verify" -> verify();
        case "contend" -> contend();
        case "account" -> account();
        default -> throw new IllegalArgumentException("define, write, verify, contend or account");
    }
    System.exit(0);
}

record Answer(int status, String body) {
    Answer expect(int wanted) {
        if (status != wanted) {
            throw new IllegalStateException("expected " + wanted + ", got " + status + " " + body.substring(0, Math.min(400, body.length())));
        }
        return this;
    }
}

static Answer call(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(nodes.get(node.get() % nodes.size()) + path)).timeout(java.time.Duration.ofSeconds(60));
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

static String login() throws Exception {
    String body = "{\"tenant\":\"%s\",\"username\":\"admin\",\"password\":\"%s\"}".formatted(args.get("tenant"), args.get("password"));
    return field(call("POST", "/auth/login", body).expect(200).body(), "token");
}

static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*(?:\"([^\"]*)\"|(-?[0-9.]+))").matcher(json);
    return !matcher.find() ? null : matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
}

static void define() throws Exception {
    Answer answer = call("PUT", "/meta/objects/killcheck", """
            {"name":"killcheck","prefix":"kill","label":{"zh-CN":"写入检查","en-US":"Write check"},"nameField":"title","searchFields":["title"],"fields":[
            {"name":"title","type":"text","required":true,"max":60},{"name":"number","type":"integer"},{"name":"copy","type":"text","max":40},
            {"name":"batch","type":"text","max":60,"indexed":true}]}""");
    if (answer.status() != 200 && answer.status() != 201) {
        answer.expect(201);
    }
}

static String content(long number, String more) {
    return "{\"title\":\"n %d\",\"number\":%d,\"copy\":\"%d\"%s}".formatted(number, number, number, more);
}

// --- writing until the server is gone -------------------------------------------------------------------------------------------------------

static void write() throws Exception {
    var numbers = new java.util.concurrent.atomic.AtomicLong(System.currentTimeMillis() * 1000);
    List<Thread> threads = new ArrayList<>();
    try (var notes = new PrintStream(new FileOutputStream(args.get("notes"), true), true)) {
        long until = System.nanoTime() + Long.parseLong(args.getOrDefault("seconds", "0")) * 1_000_000_000L;
        for (int i = 0; i < Integer.parseInt(args.getOrDefault("writers", "16")); i++) {
            int first = i;
            threads.add(Thread.ofPlatform().start(() -> {
                node.set(first);
                try {
                    do {
                        try {
                            writeOn(numbers, notes);
                        } catch (IOException gone) {
                            // the node was killed; what was not answered was not promised
                            node.set(node.get() + 1);
                            Thread.sleep(100);
                        }
                    } while (System.nanoTime() < until);
                } catch (InterruptedException | RuntimeException wrong) {
                    System.err.println("writer: " + wrong);
                    synchronized (notes) {
                        notes.println("x " + wrong.toString().replace('\n', ' '));
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}

static void writeOn(java.util.concurrent.atomic.AtomicLong numbers, PrintStream notes) throws IOException, InterruptedException {
    long end = args.containsKey("seconds") ? System.nanoTime() + 5_000_000_000L : Long.MAX_VALUE;
    while (System.nanoTime() < end) {
        long number = numbers.incrementAndGet();
        Answer created = call("POST", "/records/killcheck", content(number, "")).expect(201);
        String id = field(created.body(), "id");
        note(notes, "c " + id + " 1 " + number);
        for (int version = 1; version <= 2; version++) {
            number = numbers.incrementAndGet();
            call("PATCH", "/records/killcheck/" + id, content(number, ",\"version\":" + version)).expect(200);
            note(notes, "c " + id + " " + (version + 1) + " " + number);
        }
        String batch = "batch " + numbers.incrementAndGet();
        StringJoiner records = new StringJoiner(",");
        for (int i = 0; i < 5; i++) {
            records.add(content(numbers.incrementAndGet(), ",\"batch\":\"" + batch + "\""));
        }
        call("POST", "/records/killcheck/bulk", "{\"operation\":\"create\",\"allOrNothing\":true,\"records\":[" + records + "]}").expect(200);
        note(notes, "b " + batch);
        Thread.sleep(Long.parseLong(args.getOrDefault("pause", "0")));
        if (number % 4 == 0) {
            note(notes, "t " + id);
            call("DELETE", "/records/killcheck/" + id, null).expect(204);
            note(notes, "d " + id);
        }
    }
}

static void note(PrintStream notes, String line) {
    synchronized (notes) {
        notes.println(line);
    }
}

// --- comparing ----------------------------------------------------------------------------------------------------------------------------

record Promise(long version, long number) {}

static void verify() throws Exception {
    Map<String, Promise> promised = new HashMap<>();
    Set<String> batches = new HashSet<>();
    Set<String> mayBeGone = new HashSet<>();
    Set<String> gone = new HashSet<>();
    int odd = 0;
    for (String line : java.nio.file.Files.readAllLines(Path.of(args.get("notes")))) {
        String[] parts = line.split(" ", 2);
        switch (parts[0]) {
            case "c" -> {
                String[] fact = parts[1].split(" ");
                promised.put(fact[0], new Promise(Long.parseLong(fact[1]), Long.parseLong(fact[2])));
            }
            case "b" -> batches.add(parts[1]);
            case "t" -> mayBeGone.add(parts[1]);
            case "d" -> gone.add(parts[1]);
            default -> {
                odd++;
                System.err.println(line);
            }
        }
    }
    int acknowledged = promised.size() + batches.size() + gone.size();
    Map<String, Integer> found = new HashMap<>();
    Set<String> seen = new HashSet<>();
    int half = 0;
    int lost = 0;
    int records = 0;
    String after = null;
    do {
        Answer page = call("POST", "/records/killcheck/query", "{\"size\":200" + (after == null ? "" : ",\"after\":\"" + after + "\"") + "}").expect(200);
        String body = page.body();
        String[] rows = body.split("\\{\"id\":\"kill_");
        for (int i = 1; i < rows.length; i++) {
            records++;
            String row = rows[i];
            String id = "kill_" + row.substring(0, row.indexOf('"'));
            seen.add(id);
            long version = Long.parseLong(field(row, "version"));
            String number = field(row, "number");
            if (number == null || !("n " + number).equals(field(row, "title")) || !number.equals(field(row, "copy"))) {
                half++;
                System.err.println("half a record: " + row);
            }
            Promise promise = promised.get(id);
            if (promise != null && (version < promise.version || version == promise.version && Long.parseLong(number) != promise.number)) {
                lost++;
                System.err.println("promised version " + promise.version + " of " + id + ", found " + version);
            }
            String batch = field(row, "batch");
            if (batch != null) {
                found.merge(batch, 1, Integer::sum);
            }
        }
        after = field(body.substring(body.lastIndexOf("\"next\"")), "next");
    } while (after != null);
    for (String id : promised.keySet()) {
        if (seen.contains(id) ? gone.contains(id) : !mayBeGone.contains(id)) {
            lost++;
            System.err.println((gone.contains(id) ? "deleted and there: " : "promised and gone: ") + id);
        }
    }
    for (String batch : batches) {
        if (!found.containsKey(batch)) {
            lost++;
            System.err.println("promised and gone: " + batch);
        }
    }
    for (Map.Entry<String, Integer> batch : found.entrySet()) {
        if (batch.getValue() != 5) {
            half++;
            System.err.println("half a commit: " + batch);
        }
    }
    promised.keySet().retainAll(seen);
    half += histories(promised, mayBeGone);
    System.out.println("acknowledged " + acknowledged + "\nrecords " + records + "\nlost " + lost + "\nhalf " + half + "\nodd " + odd);
}

/** A record and its change documents are written together: the newest hundred promised ones must have one change for each version. */
static int histories(Map<String, Promise> promised, Set<String> mayBeGone) throws Exception {
    int wrong = 0;
    List<String> ids = promised.keySet().stream().sorted(Comparator.reverseOrder()).limit(100).toList();
    for (String id : ids) {
        Answer answer = call("GET", "/records/killcheck/" + id, null);
        if (answer.status() == 404) {
            // Its writer was ended while it waited for the answer to a delete, which may have been done since.
            String again = call("POST", "/records/killcheck/query", "{\"filter\":\"id = \\\"" + id + "\\\"\"}").expect(200).body();
            if (again.contains(id) || !mayBeGone.contains(id)) {
                wrong++;
                System.err.println(id + " is in the list and can't be read: " + again);
            }
            continue;
        }
        String record = answer.expect(200).body();
        String history = call("GET", "/records/killcheck/" + id + "/history", null).expect(200).body();
        Matcher versions = Pattern.compile("\"version\"\\s*:").matcher(history);
        long changes = versions.results().count();
        if (changes != Long.parseLong(field(record, "version"))) {
            wrong++;
            System.err.println(id + " has " + changes + " changes: " + record);
        }
    }
    return wrong;
}

// --- what followed the commits ---------------------------------------------------------------------------------------------------------------

/**
 * Every version of every record was one event: holds the account of each listener that runs once in the cluster to that number, and asks the search for
 * records one by one. Waits until all has been had.
 */
static void account() throws Exception {
    long events = versions(false) + versions(true);
    String listeners = "";
    boolean behind = true;
    for (int i = 0; i < 600 && behind; i++) {
        listeners = call("GET", "/admin/outbox", null).expect(200).body();
        behind = Pattern.compile("\"behind\"\\s*:\\s*[1-9]").matcher(listeners).find() || Pattern.compile("\"waiting\"\\s*:\\s*[1-9]").matcher(listeners).find();
        if (behind) {
            Thread.sleep(200);
        }
    }
    Map<String, Long> had = new TreeMap<>();
    long dead = 0;
    for (String row : call("GET", "/admin/outbox/account", null).expect(200).body().split("(?=\\{\"listener\")")) {
        if ("killcheck".equals(field(row, "object"))) {
            long sum = 0;
            for (String outcome : List.of("handled", "skipped", "waiting", "dead")) {
                sum += Long.parseLong(field(row, outcome));
            }
            dead += Long.parseLong(field(row, "dead"));
            had.merge(field(row, "listener"), sum, Long::sum);
        }
    }
    long wrong = 0;
    for (Map.Entry<String, Long> listener : had.entrySet()) {
        wrong += Math.abs(listener.getValue() - events);
        System.err.println(listener.getKey() + " had " + listener.getValue() + " of " + events + " events");
    }
    long unfound = 0;
    List<String> lines = java.nio.file.Files.readAllLines(Path.of(args.get("notes")));
    Collections.shuffle(lines, new Random(1));
    Set<String> deleted = new HashSet<>();
    lines.stream().filter(line -> line.startsWith("t ")).forEach(line -> deleted.add(line.substring(2)));
    Map<String, String> newest = new HashMap<>();
    for (String line : lines) {
        String[] fact = line.split(" ");
        if (fact[0].equals("c")) {
            newest.merge(fact[1], fact[2] + " " + fact[3], (a, b) -> Long.parseLong(a.split(" ")[0]) > Long.parseLong(b.split(" ")[0]) ? a : b);
        }
    }
    int asked = 0;
    for (Map.Entry<String, String> record : newest.entrySet()) {
        if (asked++ == Integer.parseInt(args.getOrDefault("asked", "400"))) {
            break;
        }
        String number = record.getValue().split(" ")[1];
        String hits = call("GET", "/search?objects=killcheck&q=" + number, null).expect(200).body();
        long found = Pattern.compile("\"id\"\\s*:\\s*\"" + record.getKey() + "\"").matcher(hits).results().count();
        String now = call("GET", "/records/killcheck/" + record.getKey(), null).body();
        boolean there = number.equals(field(now, "number"));
        if (found != (there ? 1 : 0)) {
            unfound++;
            System.err.println(record + " was found " + found + " times" + (deleted.contains(record.getKey()) ? ", deleted" : "") + ": " + now);
        }
    }
    System.out.println("events " + events + "\nlisteners " + had.size() + "\nmiscounted " + wrong + "\ndead " + dead + "\nasked " + asked + "\nunfound " + unfound
            + "\nbehind " + (behind ? 1 : 0));
}

/** The sum of the versions of all live records, or of those in the recycle bin. */
static long versions(boolean deleted) throws Exception {
    long sum = 0;
    String after = null;
    do {
        String body = call("POST", "/records/killcheck/query", "{\"size\":200,\"deleted\":" + deleted + (after == null ? "" : ",\"after\":\"" + after + "\"") + "}").expect(200).body();
        for (Matcher version = Pattern.compile("\"version\"\\s*:\\s*([0-9]+)").matcher(body); version.find(); ) {
            sum += Long.parseLong(version.group(1));
        }
        after = field(body.substring(body.lastIndexOf("\"next\"")), "next");
    } while (after != null);
    return sum;
}

// --- sixteen on one -----------------------------------------------------------------------------------------------------------------------

/** Each writer reads the record, adds one to its number and sends the version it read, until it has got through so often. */
static void contend() throws Exception {
    int writers = Integer.parseInt(args.getOrDefault("writers", "16"));
    int each = Integer.parseInt(args.getOrDefault("each", "50"));
    String id = field(call("POST", "/records/killcheck", content(0, "")).expect(201).body(), "id");
    var applied = new java.util.concurrent.atomic.AtomicInteger();
    var told = new java.util.concurrent.atomic.AtomicInteger();
    var odd = new java.util.concurrent.atomic.AtomicInteger();
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
        threads.add(Thread.ofPlatform().start(() -> {
            try {
                for (int done = 0; done < each; ) {
                    String read = call("GET", "/records/killcheck/" + id, null).expect(200).body();
                    long number = Long.parseLong(field(read, "number")) + 1;
                    Answer answer = call("PATCH", "/records/killcheck/" + id, content(number, ",\"version\":" + field(read, "version")));
                    if (answer.status() == 200) {
                        applied.incrementAndGet();
                        done++;
                    } else if (answer.status() == 409 && answer.body().contains("VERSION_CONFLICT") && answer.body().contains("\"current\"")) {
                        told.incrementAndGet();
                    } else {
                        odd.incrementAndGet();
                        System.err.println(answer);
                        return;
                    }
                }
            } catch (Exception wrong) {
                odd.incrementAndGet();
                System.err.println(wrong);
            }
        }));
    }
    for (Thread thread : threads) {
        thread.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    String record = call("GET", "/records/killcheck/" + id, null).expect(200).body();
    long number = Long.parseLong(field(record, "number"));
    long version = Long.parseLong(field(record, "version"));
    boolean whole = ("n " + number).equals(field(record, "title")) && String.valueOf(number).equals(field(record, "copy"));
    System.out.println("applied " + applied + "\nconflicts " + told + "\nodd " + odd + "\nlost " + (applied.get() - number)
            + "\nversions " + (version - 1 - applied.get()) + "\nhalf " + (whole ? 0 : 1)
            + String.format(Locale.ROOT, "%nupdates.per.second %.1f", applied.get() / seconds));
}
