import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that have broken programs before. */
final class BadValues {
    static final int HUGE = 10 * 1024 * 1024;

    private BadValues() {}

    /** Texts for paths and queries. */
    static List<String> texts() {
        return List.of(
                "",
                " ",
                "null",
                "-1",
                "0",
                "99999999999999999999",
                "1e309",
                "NaN",
                "true",
                "' OR '1'='1",
                "\" OR \"\"=\"",
                "1; DROP TABLE records; --",
                "1) UNION SELECT * FROM sqlite_master --",
                "%' --",
                "../../etc/passwd",
                "..\\..\\windows",
                "%00",
                "\u0000",
                "a\u0000b",
                "\r\nSet-Cookie: x=1",
                "${jndi:ldap://127.0.0.1/x}",
                "{{7*7}}",
                "<script>alert(1)</script>",
                "\ud83d\ude00",
                "客户",
                "\u202e",
                "x".repeat(5000),
                "[]",
                "{\"$gt\":\"\"}",
                "__proto__",
                "constructor");
    }

    /** Conditions that are wrong, dangerous or expensive. */
    static List<String> filters() {
        List<String> filters = new ArrayList<>(texts());
        filters.addAll(List.of(
                "id = 'x' OR 1 = 1",
                "1 = 1",
                "id IN (SELECT id FROM users)",
                "id = \"x\" -- ",
                "id = 'x' /* */",
                "nope = 1",
                "owner.password = 'x'",
                "owner.passwordHash <> NULL",
                "owner.manager.manager.manager.manager.name = 'x'",
                "version > 'x'",
                "createdAt > 'yesterday'",
                "createdAt > '9999-99-99'",
                "createdAt > '0000-00-00T00:00:00Z'",
                "id < 1",
                "version = 99999999999999999999999999999999999999",
                "version = 1 / 0",
                "version = 9 ^ 999",
                "version = 0.00000000000000000000001",
                "CONTAINS(id, '%')",
                "CONTAINS(id, '\\\\')",
                "CONTAINS(id, \"\u0000\")",
                "REPT('x', 99999999) = id",
                "REPT(REPT('x', 99999), 99999) = id",
                "ADDDAYS(TODAY(), 99999999999) > TODAY()",
                "ADDMONTHS(TODAY(), -999999) > TODAY()",
                "NOT NOT NOT TRUE",
                "TRUE = TRUE = TRUE",
                "id = NULL",
                "id IN ()",
                "id IN (" + "'x', ".repeat(900) + "'y')",
                "(".repeat(3000),
                "(".repeat(150) + "TRUE" + ")".repeat(150),
                "TRUE" + " OR version = 1".repeat(600),
                "TRUE" + " AND NOT (FALSE)".repeat(500),
                "id = '" + "x".repeat(9000) + "'",
                "id = '" + "x".repeat(20000) + "'",
                "id = \"\ud800\"",
                "System.exit(1) = 1",
                "java.lang.Runtime = 1",
                "LEN(id) > 1",
                "version * 2 > 1",
                "TEXT(createdAt) = 'x'"));
        return filters;
    }

    /** Bodies that are no JSON, or not the JSON that was asked for. */
    static Map<String, byte[]> bodies() {
        return BODIES;
    }

    private static final Map<String, byte[]> BODIES = makeBodies();

    private static Map<String, byte[]> makeBodies() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        for (String text : List.of(
                "", "{", "}", "[", "[]", "null", "true", "1", "\"x\"", "{\"a\":}", "{\"a\" 1}", "{'a':1}", "{\"a\":1,}", "{a:1}",
                "[1,2", "{\"a\":NaN}", "{\"a\":01}", "{\"a\":1}{\"b\":2}", "{\"a\":\"\\x\"}", "{\"a\":\"\\ud800\"}", "\ufeff{}",
                "{\"a\":\"\u0001\"}", "<xml/>", "a=1&b=2", "{\"\":1}", "{\"__proto__\":{\"x\":1}}", "{\"id\":1,\"id\":2}",
                "{\"@type\":\"java.lang.Runtime\",\"@class\":\"java.net.URL\"}")) {
            bodies.put(text.isEmpty() ? "empty" : text, text.getBytes(StandardCharsets.UTF_8));
        }
        bodies.put("invalid UTF-8", new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'});
        bodies.put("UTF-16", "{\"a\":1}".getBytes(StandardCharsets.UTF_16));
        bodies.put("binary zeros", new byte[1000]);
        bodies.put("10,000 brackets", "[".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        bodies.put("100,000 nested objects", "{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        bodies.put("5,000 closed levels", ("[".repeat(5_000) + "]".repeat(5_000)).getBytes(StandardCharsets.UTF_8));
        bodies.put("a number of 100,000 digits", ("{\"a\":" + "9".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8));
        bodies.put("1e999999999", "{\"a\":1e999999999}".getBytes(StandardCharsets.UTF_8));
        bodies.put("50,000 keys", keys(50_000).getBytes(StandardCharsets.UTF_8));
        return bodies;
    }

    private static String keys(int count) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":1");
        }
        return text.append('}').toString();
    }

    /** JSON values, raw, that stand where another type belongs. */
    static List<String> values() {
        return List.of(
                "null", "true", "0", "-1", "1.5", "1e308", "1e999999999", "99999999999999999999999999", "0.00000000000000000001",
                "\"\"", "\" \"", "\"x\"", "\"2026-02-30\"", "\"9999-12-31T23:59:59Z\"", "\"-999999999-01-01\"", "\"25:61:61\"",
                "\"usr_00000000000000000000000000\"", "\"\\u0000\"", "\"\\ud800\"", "\"" + "x".repeat(70_000) + "\"", "[]", "[null]",
                "[[[[[[]]]]]]", "{}", "{\"id\":\"x\"}", "{\"a\":{\"b\":{\"c\":1}}}", "[1,\"x\",{}]", "\"' OR 1=1 --\"");
    }

    /** A text of ten megabytes in the field of that name. */
    static byte[] hugeField(String field) {
        return ("{\"" + field + "\":\"" + "x".repeat(HUGE) + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
