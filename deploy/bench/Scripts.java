// The client of sandbox.sh: `java Scripts.java attacks FILE key=value…` sends every attack of the written list to a running server as a trial of a script,
// two at a time, while four others go on reading and writing a record; prints how long each attack took and how the others fared.

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

static Map<String, String> args = new HashMap<>();
static String token;

record Attack(String name, List<String> expected, String source) {}

void main(String[] argv) throws Exception {
    for (String arg : argv) {
        int at = arg.indexOf('=');
        args.put(at < 0 ? "file" : arg.substring(0, at), at < 0 ? arg : arg.substring(at + 1));
    }
    int port = Integer.parseInt(args.get("port"));
    try (var wire = new Wire.Connection(port)) {
        String body = "{\"tenant\":\"%s\",\"username\":\"admin\",\"password\":\"%s\"}".formatted(args.get("tenant"), args.get("password"));
        token = field(wire.call("POST", "/auth/login", null, body).expect(200, "login").body(), "token");
        String id = define(wire);
        warm(wire);
        attack(port, id);
        storm(wire);
    }
    System.exit(0);
}

static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*(?:\"([^\"]*)\"|(-?[0-9.]+))").matcher(json);
    return !matcher.find() ? null : matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
}

static String text(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            default -> out.append(c < 0x20 || c > 0x7e ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
    }
    return out.append('"').toString();
}

static String define(Wire.Connection wire) throws IOException {
    put(wire, "objects/bystander", """
            {"name":"bystander","prefix":"bys","label":{"zh-CN":"旁观","en-US":"Bystander"},"nameField":"title","fields":[
            {"name":"title","type":"text","required":true,"max":60},{"name":"count","type":"integer"}]}""");
    put(wire, "scripts/stormy", """
            {"name":"stormy","type":"trigger","object":"bystander","when":"after","on":["create","update"],"condition":"title = 'storm'",
            "source":"trellis.save('bystander', { id: record.id, count: (record.count === null ? 0 : Number(record.count)) + 1 });"}""");
    return field(wire.call("POST", "/records/bystander", token, "{\"title\":\"calm\",\"count\":0}").expect(201, "create").body(), "id");
}

static void put(Wire.Connection wire, String path, String body) throws IOException {
    Wire.Answer answer = wire.call("PUT", "/meta/" + path, token, body);
    if (answer.status() != 200 && answer.status() != 201) {
        answer.expect(200, path);
    }
}

static Wire.Answer trial(Wire.Connection wire, String source) throws IOException {
    return wire.call("POST", "/scripts/attack/run", token, "{\"definition\":{\"name\":\"attack\",\"type\":\"endpoint\",\"source\":" + text(source) + "}}");
}

static void warm(Wire.Connection wire) throws IOException {
    for (int i = 0; i < 50; i++) {
        trial(wire, "let n = 0; for (let i = 0; i < 100; i++) { n += i } return n").expect(200, "warm-up");
    }
}

// --- attacks beside work ------------------------------------------------------------------------------------------------------------------------

static void attack(int port, String id) throws Exception {
    String list = Files.readString(java.nio.file.Path.of(args.get("file")));
    var waiting = new ConcurrentLinkedQueue<Attack>();
    for (String block : list.substring(list.indexOf("\n== ") + 4).split("\n== ")) {
        int end = block.indexOf('\n');
        String[] head = block.substring(0, end).split(" → ");
        waiting.add(new Attack(head[0], List.of(head[1].split("\\|")), block.substring(end + 1).strip()));
    }
    int count = waiting.size();
    var over = new AtomicBoolean();
    var unclear = new AtomicInteger();
    var late = new AtomicInteger();
    var slowest = new AtomicLong();
    var failed = new AtomicInteger();
    var latencies = new ConcurrentLinkedQueue<Long>();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
        boolean writes = i == 0;
        others.add(Thread.ofPlatform().start(() -> {
            try (var wire = new Wire.Connection(port)) {
                for (int n = 0; !over.get(); n++) {
                    long start = System.nanoTime();
                    Wire.Answer answer = writes && n % 4 == 0
                            ? wire.call("PATCH", "/records/bystander/" + id, token, "{\"count\":" + n + "}")
                            : wire.call("GET", "/records/bystander/" + id, token, null);
                    latencies.add((System.nanoTime() - start) / 1000);
                    if (answer.status() != 200) {
                        failed.incrementAndGet();
                    }
                    Thread.sleep(5);
                }
            } catch (Exception gone) {
                failed.incrementAndGet();
                System.err.println("a bystander was stopped: " + gone);
            }
        }));
    }
    List<Thread> attackers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
        attackers.add(Thread.ofPlatform().start(() -> {
            try (var wire = new Wire.Connection(port)) {
                for (Attack attack = waiting.poll(); attack != null; attack = waiting.poll()) {
                    long start = System.nanoTime();
                    Wire.Answer answer = trial(wire, attack.source());
                    long millis = (System.nanoTime() - start) / 1_000_000;
                    slowest.accumulateAndGet(millis, Math::max);
                    boolean clear = answer.status() < 500 && attack.expected().stream().anyMatch(answer.body()::contains);
                    if (!clear) {
                        unclear.incrementAndGet();
                    }
                    if (millis > 2000) {
                        late.incrementAndGet();
                    }
                    if (!clear || millis > 1000) {
                        System.err.println(millis + " ms " + attack.name() + " → " + answer.status() + " " + answer.body().substring(0, Math.min(300, answer.body().length())));
                    }
                }
            } catch (IOException gone) {
                unclear.incrementAndGet();
                System.err.println("the server closed: " + gone);
            }
        }));
    }
    for (Thread attacker : attackers) {
        attacker.join();
    }
    over.set(true);
    for (Thread other : others) {
        other.join();
    }
    List<Long> sorted = latencies.stream().sorted().toList();
    System.out.printf(
            Locale.ROOT,
            "attacks.count %d%nattacks.unclear %d%nattacks.late %d%nattacks.slowest %.2f%nothers.requests %d%nothers.failed %d%nothers.p50 %.2f%nothers.p99 %.2f%n",
            count,
            unclear.get(),
            late.get(),
            slowest.get() / 1000.0,
            sorted.size(),
            failed.get(),
            sorted.get(sorted.size() / 2) / 1000.0,
            sorted.get(sorted.size() * 99 / 100) / 1000.0);
}

/** A trigger that causes itself: must come to an end and leave the reason in the log. */
static void storm(Wire.Connection wire) throws Exception {
    String id = field(wire.call("POST", "/records/bystander", token, "{\"title\":\"storm\",\"count\":0}").expect(201, "storm").body(), "id");
    String last = "";
    int still = 0;
    for (int i = 0; i < 200 && still < 20; i++) {
        Thread.sleep(100);
        String now = field(wire.call("GET", "/records/bystander/" + id, token, null).expect(200, "storm").body(), "count");
        still = now.equals(last) ? still + 1 : 0;
        last = now;
    }
    boolean told = wire.call("GET", "/scripts/log?failed=true&script=stormy", token, null).expect(200, "log").body().contains("stormy");
    System.out.printf("storm.depth %s%nstorm.endless %d%nstorm.untold %d%n", last, still < 20 ? 1 : 0, told ? 0 : 1);
}
