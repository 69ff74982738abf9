package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.RoleDefinition;
import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.metadata.definition.ScriptDefinition.Type;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks scripts as far as that goes without running them: their keys, and the objects and fields they plainly name. */
final class ScriptCheck {
    /** Comments and texts, which name nothing; and the plain names, which are looked at. */
    private static final Pattern TOKENS = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|`(?:\\\\.|[^`\\\\])*`"
                    + "|(?<![\\w.$])trellis\\s*\\.\\s*(?:query|count|get|save|remove)\\s*\\(\\s*(['\"])(\\w+)\\1"
                    + "|'(?:\\\\.|[^'\\\\\\n])*'|\"(?:\\\\.|[^\"\\\\\\n])*\""
                    + "|(?<![\\w.$])(?:record|before)\\s*\\??\\.\\s*(\\w+)",
            Pattern.DOTALL);

    private static final Pattern OWN_RECORD = Pattern.compile(
            "(?:const|let|var|for\\s*\\(\\s*const)\\s+(?:record|before)\\b|\\(\\s*(?:record|before)\\s*[,)]|\\b(?:record|before)\\s*=>");

    private final Draft draft;

    ScriptCheck(Draft draft) {
        this.draft = draft;
    }

    void check(ScriptDefinition script, Place place) {
        if (script.type() == null) {
            // The schema has said so.
            return;
        }
        keys(script, place);
        CatalogObject object = script.object() == null
                ? null
                : place.at("object").object(draft, script.object()).orElse(null);
        if (object != null && script.condition() != null) {
            Conditions.check(script.condition(), object, draft, place.at("condition"), false);
        }
        if (script.zone() != null) {
            try {
                ZoneId.of(script.zone());
            } catch (DateTimeException unknown) {
                place.at("zone").report("SCRIPT_ZONE", "zone", script.zone());
            }
        }
        for (int i = 0; i < script.roles().size(); i++) {
            String role = script.roles().get(i);
            if (!draft.of(RoleDefinition.class).containsKey(role)) {
                place.at("roles", i)
                        .reportMissing(
                                "ROLE_MISSING",
                                role,
                                draft.of(RoleDefinition.class).keySet());
            }
        }
        boolean started = script.type() == Type.BUTTON || script.type() == Type.ENDPOINT;
        if (started && script.system() && script.roles().isEmpty()) {
            place.at("roles").report("SCRIPT_SYSTEM_ROLES");
        }
        names(script, object, place.at("source"));
    }

    private static void keys(ScriptDefinition script, Place place) {
        for (String key : script.type().required()) {
            if (!script.keys().contains(key)) {
                place.report("MISSING_KEY", "key", key);
            }
        }
        for (String key : script.keys()) {
            if (!script.type().knows(key)) {
                place.at(key)
                        .report(
                                "KEY_OF_OTHER_TYPE",
                                Map.of("key", key, "type", script.type().word()));
            }
        }
    }

    private void names(ScriptDefinition script, CatalogObject object, Place place) {
        if (script.type() == Type.TEST) {
            return;
        }
        boolean trigger = script.type() == Type.TRIGGER
                && object != null
                && !OWN_RECORD.matcher(script.source()).find();
        Matcher tokens = TOKENS.matcher(script.source());
        while (tokens.find()) {
            if (tokens.group(2) != null) {
                CatalogObject named = draft.objects().get(tokens.group(2));
                if (named == null) {
                    missing("OBJECT_MISSING", script, tokens, 2, draft.objects().keySet(), place);
                } else {
                    place.uses("objects/" + named.name());
                }
            } else if (tokens.group(3) != null && trigger) {
                CatalogField field = object.findField(tokens.group(3)).orElse(null);
                if (field == null) {
                    missing("FIELD_MISSING", script, tokens, 3, object.fields().keySet(), place);
                } else {
                    place.uses(object, field);
                }
            }
        }
    }

    private static void missing(
            String code,
            ScriptDefinition script,
            Matcher at,
            int group,
            java.util.Collection<String> known,
            Place place) {
        String before = script.source().substring(0, at.start(group));
        var params = new java.util.LinkedHashMap<String, Object>();
        params.put("name", at.group(group));
        params.put("scriptLine", (int) before.chars().filter(c -> c == '\n').count() + 1);
        params.put("column", before.length() - before.lastIndexOf('\n'));
        io.trellis.metadata.schema.Near.find(at.group(group), known).ifPresent(near -> params.put("suggestion", near));
        place.report(code, params);
    }
}
