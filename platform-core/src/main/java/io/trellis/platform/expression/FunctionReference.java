package io.trellis.platform.expression;

import io.trellis.metadata.expression.FunctionDefinition;
import io.trellis.metadata.expression.FunctionDefinition.Trait;
import io.trellis.metadata.expression.FunctionLibrary;
import io.trellis.metadata.expression.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The functions of the language as documents, for completion and help. */
final class FunctionReference {
    /** Made once: the library never changes while the node runs. */
    static final List<Map<String, Object>> ALL = FunctionLibrary.standard().list().stream()
            .map(FunctionReference::document)
            .toList();

    private FunctionReference() {}

    private static Map<String, Object> document(FunctionDefinition function) {
        Signature signature = function.signature();
        List<Map<String, Object>> parameters = new ArrayList<>();
        signature.fixed().forEach(parameter -> parameters.add(parameter(parameter, false, false)));
        signature.repeated().forEach(parameter -> parameters.add(parameter(parameter, true, false)));
        signature.optional().forEach(parameter -> parameters.add(parameter(parameter, false, true)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", function.name());
        document.put("category", lower(function.category()));
        document.put("signature", signature.text());
        document.put("parameters", parameters);
        document.put("result", signature.result());
        document.put("help", function.help());
        document.put("nulls", lower(function.nulls()));
        document.put("examples", function.examples());
        document.put("serverOnly", function.traits().contains(Trait.SERVER_ONLY));
        document.put("changesByItself", function.traits().contains(Trait.CHANGES));
        document.put("changesByItselfWithoutLast", function.traits().contains(Trait.CHANGES_ALONE));
        document.put("needsBefore", function.traits().contains(Trait.BEFORE));
        return document;
    }

    private static Map<String, Object> parameter(Signature.Parameter parameter, boolean repeated, boolean optional) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", parameter.name());
        document.put("type", parameter.type());
        document.put("repeated", repeated);
        document.put("optional", optional);
        return document;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
