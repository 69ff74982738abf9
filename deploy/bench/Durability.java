// The client of kill.sh and contention.sh: writes through the API, notes what was acknowledged, and compares it with what is there.
// A compact source file: `java Durability.java define|write|verify|contend key=value…`.
//
// Every record of the object "killcheck" says the same number in three fields, so that a half-written one shows. Sixteen writers take turns at
// creating, updating what they created, and bulks of five that must be there as a whole or not at all. A line of the note file is one
// acknowledged fact: "c ID VERSION NUMBER" (this version, with this number, was promised), "b BATCH" (all five were).

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

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
    token = login();
    switch (args.get("command")) {
        case "define" -> define();
        case "write" -> write();
        case "verify" -> verify();
        case "contend" -> contend();
        default -> throw new IllegalArgumentException("define, write, verify or contend");
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
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(java.time.Duration.ofSeconds(60));
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
            {"name":"killcheck","prefix":"kill","label":{"zh-CN":"写入检查","en-US":"Write check"},"nameField":"title","fields":[
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
        for (int i = 0; i < Integer.parseInt(args.getOrDefault("writers", "16")); i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    writeOn(numbers, notes);
                } catch (IOException gone) {
                    // the server was killed; what was not answered was not promised
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
    while (true) {
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
    int odd = 0;
    for (String line : java.nio.file.Files.readAllLines(Path.of(args.get("notes")))) {
        String[] parts = line.split(" ", 2);
        switch (parts[0]) {
            case "c" -> {
                String[] fact = parts[1].split(" ");
                promised.put(fact[0], new Promise(Long.parseLong(fact[1]), Long.parseLong(fact[2])));
            }
            case "b" -> batches.add(parts[1]);
            default -> {
                odd++;
                System.err.println(line);
            }
        }
    }
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
        if (!seen.contains(id)) {
            lost++;
            System.err.println("promised and gone: " + id);
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
    half += histories(promised);
    System.out.println("acknowledged " + (promised.size() + batches.size()) + "\nrecords " + records + "\nlost " + lost + "\nhalf " + half + "\nodd " + odd);
}

/** A record and its change documents are written together: the newest hundred promised ones must have one change for each version. */
static int histories(Map<String, Promise> promised) throws Exception {
    int wrong = 0;
    List<String> ids = promised.keySet().stream().sorted(Comparator.reverseOrder()).limit(100).toList();
    for (String id : ids) {
        String record = call("GET", "/records/killcheck/" + id, null).expect(200).body();
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
