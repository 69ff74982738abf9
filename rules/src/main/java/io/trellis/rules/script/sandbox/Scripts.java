package io.trellis.rules.script.sandbox;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;

/**
 * A script is the body of a function. Its first line shares a line with the function's head, so that lines are counted as the
 * author does.
 */
final class Scripts {
    private static final String HEAD =
            "(function(trellis,lib,Decimal,record,before,changed,addError,input,exports,test){"
                    + "'use strict';const{describe,it,expect,run,stub}=test;";

    private Scripts() {}

    static Source function(String name, String text) {
        return Source.newBuilder("js", HEAD + text + "\n})", name + ".js").buildLiteral();
    }

    /**
     * Reads a script twice, as the body of a function and of a method: what closes the one's brace to get out of it is an error in
     * the other.
     *
     * @throws ScriptFailure SYNTAX
     */
    static void check(Context context, String name, String text) {
        try {
            context.parse(function(name, text));
        } catch (PolyglotException wrong) {
            throw failure(wrong, name);
        }
        try {
            String head = HEAD.replace("(function(", "({m(");
            context.parse(
                    Source.newBuilder("js", head + text + "\n}})", name + ".js").buildLiteral());
        } catch (PolyglotException wrong) {
            throw ScriptFailure.syntax("Unbalanced braces", name, 1, 1);
        }
    }

    static ScriptFailure failure(PolyglotException failure, String script) {
        String message = failure.getMessage() == null || failure.getMessage().matches("null|undefined|\\s*")
                ? "The script threw what is no Error: " + failure.getMessage()
                : failure.getMessage();
        if (failure.isSyntaxError()) {
            SourceSection at = failure.getSourceLocation();
            return ScriptFailure.syntax(
                    syntax(message), script, at == null ? 1 : at.getStartLine(), at == null ? 1 : column(at));
        }
        if (failure.isInternalError()) {
            return ScriptFailure.error("The engine failed: " + message, script, 0, 0);
        }
        return placed(ScriptFailure.error(message, script, 0, 0), failure);
    }

    private static ScriptFailure placed(ScriptFailure told, PolyglotException failure) {
        for (PolyglotException.StackFrame frame : failure.getPolyglotStackTrace()) {
            SourceSection at = frame.isGuestFrame() ? frame.getSourceLocation() : null;
            String source = at == null ? "" : at.getSource().getName();
            if (source.endsWith(".js")) {
                return told.at(source.substring(0, source.length() - 3), at.getStartLine(), column(at));
            }
        }
        return told;
    }

    /** The engine's message without the excerpt of the source below it. */
    private static String syntax(String message) {
        int end = message.indexOf('\n');
        String first = end < 0 ? message : message.substring(0, end);
        return first.replaceFirst("^SyntaxError: ", "").replaceFirst("^\\S+\\.js:\\d+:\\d+ ", "");
    }

    private static int column(SourceSection at) {
        return at.getStartLine() == 1 ? Math.max(1, at.getStartColumn() - HEAD.length()) : at.getStartColumn();
    }
}
