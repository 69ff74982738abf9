package io.trellis.rules.script;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.Finding;
import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.metadata.definition.ScriptDefinition.Type;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.publish.PublishCheck;
import io.trellis.rules.script.sandbox.Answer;
import io.trellis.rules.script.sandbox.Request;
import io.trellis.rules.script.sandbox.Sandbox;
import io.trellis.rules.script.sandbox.ScriptFailure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.stereotype.Component;

/** Reads scripts that are to be published with the engine, and runs the tests of their package. */
@Component
final class ScriptChecks implements PublishCheck {
    /** Where in a test's stack its own line stands. */
    private static final Pattern LINE = Pattern.compile("(\\w+)\\.js:(\\d+)");

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Sandbox sandbox;

    ScriptChecks(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public List<Finding> check(String tenant, Catalog before, Catalog after) {
        Map<String, ScriptDefinition> former = before.elements(ScriptDefinition.class);
        Map<String, ScriptDefinition> present = after.elements(ScriptDefinition.class);
        if (present.isEmpty() && former.isEmpty() || present.equals(former)) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        var touched = new HashSet<String>();
        present.forEach((name, script) -> {
            if (!script.equals(former.get(name))) {
                touched.add(ScriptBook.packageOf(script));
                syntax(script, findings);
                schedule(script, findings);
            }
        });
        former.forEach((name, script) -> {
            if (!present.containsKey(name)) {
                touched.add(ScriptBook.packageOf(script));
            }
        });
        if (findings.isEmpty()) {
            present.values().stream()
                    .filter(script -> script.type() == Type.TEST && touched.contains(ScriptBook.packageOf(script)))
                    .forEach(test -> findings.addAll(test(tenant, after, test)));
        }
        return findings;
    }

    private void syntax(ScriptDefinition script, List<Finding> findings) {
        try {
            sandbox.check(script.name(), script.source());
        } catch (ScriptFailure wrong) {
            findings.add(finding(script, ScriptProblems.of(script.name(), wrong, "/source")));
        }
    }

    private static void schedule(ScriptDefinition script, List<Finding> findings) {
        if (script.schedule() != null && !CronExpression.isValidExpression(script.schedule())) {
            findings.add(finding(script, Problem.of("INVALID_SCHEDULE", "/schedule", "cron", script.schedule())));
        }
    }

    /** What the expectations of one test script say. */
    List<Finding> test(String tenant, Catalog catalog, ScriptDefinition test) {
        try {
            var request = new Request(
                    ScriptBook.bundle(
                            tenant + "/" + ScriptBook.packageOf(test) + "/test", catalog, test.packageName(), true),
                    test.name(),
                    "test",
                    Wire.text(surroundings(tenant, catalog)),
                    List.of("{}"),
                    ZONE,
                    Budget.limits(test));
            Answer answer = sandbox.run(request, (_, _) -> "null").getFirst();
            if (answer.failure() != null) {
                return List.of(finding(test, ScriptProblems.of(test.name(), answer.failure(), "/source")));
            }
            var findings = new ArrayList<Finding>();
            for (Object result : (List<?>) Wire.map(Wire.value(answer.json())).get("results")) {
                Map<String, Object> told = Wire.map(result);
                if (!Boolean.TRUE.equals(told.get("ok"))) {
                    findings.add(finding(test, failed(test, told)));
                }
            }
            return findings;
        } catch (ScriptFailure failure) {
            return List.of(finding(test, ScriptProblems.of(test.name(), failure, "/source")));
        }
    }

    private static Map<String, Object> surroundings(String tenant, Catalog catalog) {
        var fields = new LinkedHashMap<String, Object>();
        for (ScriptDefinition script : ScriptBook.all(catalog)) {
            if (script.object() != null) {
                fields.put(
                        script.name(),
                        catalog.getObject(script.object()).fields().keySet());
            }
        }
        var around = new LinkedHashMap<String, Object>();
        around.put("now", Instant.now());
        around.put("today", LocalDate.now(ZONE));
        around.put("tenant", tenant);
        around.put("user", Map.of("id", "usr_test", "name", "Test", "roles", List.of(), "locale", "zh-CN"));
        around.put("fields", fields);
        return around;
    }

    private static Problem failed(ScriptDefinition test, Map<String, Object> told) {
        int line = 0;
        Matcher places = LINE.matcher(String.valueOf(told.get("stack")));
        while (line == 0 && places.find()) {
            if (places.group(1).equals(test.name())) {
                line = Integer.parseInt(places.group(2));
            }
        }
        var params = new LinkedHashMap<String, Object>();
        params.put("script", test.name());
        params.put("test", told.get("name"));
        params.put("scriptLine", line);
        params.put("message", String.valueOf(told.get("message")));
        return new Problem("SCRIPT_TEST_FAILED", "/source", params);
    }

    private static Finding finding(ScriptDefinition script, Problem problem) {
        return new Finding(Kinds.SCRIPTS.name(), script.key(), problem);
    }
}
