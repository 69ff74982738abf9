package io.trellis.rules.script.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * One world for scripts of one bundle: everything in it is frozen before the first script comes, and every run makes its scripts
 * anew, so that nothing is left for the next. Texts are all that goes in and out. Used by one thread at a time.
 */
final class Guest {
    private static final String PRELUDE = "trellis:prelude";
    private static final Source WORLD =
            Source.newBuilder("js", read("prelude.js"), PRELUDE).internal(true).buildLiteral();

    /** What the language may do beyond the standard's core, and how much at once. */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("js.ecmascript-version", "2024"),
            Map.entry("js.strict", "true"),
            Map.entry("js.disable-eval", "true"),
            Map.entry("js.load", "false"),
            Map.entry("js.print", "false"),
            Map.entry("js.console", "false"),
            Map.entry("js.graal-builtin", "false"),
            Map.entry("js.polyglot-builtin", "false"),
            Map.entry("js.java-package-globals", "false"),
            Map.entry("js.annex-b", "false"),
            Map.entry("js.regexp-static-result", "false"),
            Map.entry("js.shared-array-buffer", "false"),
            Map.entry("js.atomics", "false"),
            Map.entry("js.webassembly", "false"),
            Map.entry("js.shadow-realm", "false"),
            Map.entry("js.unhandled-rejections", "throw"),
            Map.entry("js.string-length-limit", "4000000"),
            Map.entry("js.foreign-object-prototype", "false"));

    private final Context context;
    private final Value world;
    private final Map<String, Value> scripts = new HashMap<>();
    private volatile BinaryOperator<String> asker = (_, _) -> "!{}";
    private volatile boolean spoiled;

    Guest(Engine engine, Bundle bundle, ZoneId zone, long statements) {
        ResourceLimits limits = ResourceLimits.newBuilder()
                .statementLimit(statements, source -> !source.getName().equals(PRELUDE))
                .build();
        context = closed(engine).timeZone(zone).resourceLimits(limits).build();
        ProxyExecutable host = arguments -> asker.apply(arguments[0].asString(), arguments[1].asString());
        ProxyExecutable decimals = arguments ->
                Decimals.compute(arguments[0].asString(), arguments[1].asString(), arguments[2].asString());
        world = context.eval(WORLD).execute(host, decimals);
        bundle.sources().forEach((name, text) -> {
            Value script = context.eval(Scripts.function(name, text));
            scripts.put(name, script);
            world.invokeMember("add", name, script);
        });
        world.invokeMember("close");
    }

    /** For reading scripts only. */
    static Context scratch(Engine engine) {
        return closed(engine).build();
    }

    private static Context.Builder closed(Engine engine) {
        return Context.newBuilder("js")
                .engine(engine)
                .allowHostAccess(HostAccess.NONE)
                .allowHostClassLookup(_ -> false)
                .allowHostClassLoading(false)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowIO(IOAccess.NONE)
                .allowNativeAccess(false)
                .allowCreateProcess(false)
                .allowCreateThread(false)
                .allowInnerContextOptions(false)
                .allowExperimentalOptions(true)
                .options(OPTIONS)
                .in(InputStream.nullInputStream())
                .out(OutputStream.nullOutputStream())
                .err(OutputStream.nullOutputStream());
    }

    List<Answer> run(Request request, BinaryOperator<String> ask) {
        asker = ask;
        try {
            context.resetLimits();
            Value step = world.invokeMember("begin", request.script(), request.mode(), request.surroundings());
            var answers = new ArrayList<Answer>(request.inputs().size());
            for (String input : request.inputs()) {
                answers.add(answer(request, step, input));
            }
            return answers;
        } catch (PolyglotException failure) {
            throw failure(request, failure);
        } finally {
            asker = (_, _) -> "!{}";
        }
    }

    private Answer answer(Request request, Value step, String input) {
        try {
            return new Answer(step.execute(input).asString(), null);
        } catch (PolyglotException failure) {
            ScriptFailure told = failure(request, failure);
            if (told.kind() != ScriptFailure.Kind.ERROR || failure.isCancelled()) {
                throw told;
            }
            return new Answer(null, told);
        }
    }

    private ScriptFailure failure(Request request, PolyglotException failure) {
        if (failure.isResourceExhausted()
                && !String.valueOf(failure.getMessage()).contains("tack")) {
            spoil();
            boolean statements = String.valueOf(failure.getMessage()).contains("tatement");
            return statements
                    ? ScriptFailure.limit(
                            "statements",
                            request.limits().statements(),
                            request.limits().statements() + 1)
                    : ScriptFailure.limit(
                            "allocatedBytes",
                            request.limits().allocatedBytes(),
                            request.limits().allocatedBytes() + 1);
        }
        return Scripts.failure(failure, request.script());
    }

    /** No script will run in it again, and one that runs is stopped as soon as the engine can. */
    void spoil() {
        if (!spoiled) {
            spoiled = true;
            Thread.ofVirtual().name("scripts-closer").start(() -> {
                try {
                    context.close(true);
                } catch (RuntimeException | Error closing) {
                    // It is going either way.
                }
            });
        }
    }

    boolean spoiled() {
        return spoiled;
    }

    private static String read(String name) {
        try (InputStream in = Guest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
