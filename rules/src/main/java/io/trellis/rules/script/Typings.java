package io.trellis.rules.script;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Options;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What editors are told about scripts' world: {@code trellis.d.ts}, with a tenant's objects and fields. */
final class Typings {
    private Typings() {}

    static String of(Catalog catalog) {
        var out = new StringBuilder(head());
        out.append("\ninterface Objects {\n");
        for (CatalogObject object : catalog.objects()) {
            out.append("  ")
                    .append(object.name())
                    .append(": ")
                    .append(type(object))
                    .append(";\n");
        }
        out.append("}\n");
        for (CatalogObject object : catalog.objects()) {
            out.append("\n/** ")
                    .append(label(object))
                    .append(" */\ninterface ")
                    .append(type(object))
                    .append(" {\n");
            for (CatalogField field : object.fields().values()) {
                String label = field.definition().label().in("en-US", field.name());
                out.append("  /** ").append(comment(label)).append(" */\n  ");
                out.append(field.computed() ? "readonly " : "")
                        .append(field.name())
                        .append(": ");
                out.append(type(field)).append(" | null;\n");
            }
            out.append("}\n");
        }
        return out.toString();
    }

    private static String label(CatalogObject object) {
        return comment(object.definition().label().in("en-US", object.name()));
    }

    private static String comment(String text) {
        return text.replace("*/", "* /").replace('\n', ' ');
    }

    private static String type(CatalogObject object) {
        return object.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + object.name().substring(1) + "Record";
    }

    private static String type(CatalogField field) {
        List<String> options =
                field.definition().type().equals("select") ? Options.names(field.definition()) : List.of();
        if (!options.isEmpty() && options.size() <= 50) {
            return options.stream()
                    .map(option -> "'" + option.replace("\\", "\\\\").replace("'", "\\'") + "'")
                    .collect(Collectors.joining(" | "));
        }
        return switch (field.shape()) {
            case TEXT, DAY, MOMENT, TIME, LINK -> "string";
            case WHOLE -> "number";
            case DECIMAL -> "Decimal";
            case FLAG -> "boolean";
            case MANY -> "string[]";
            case GROUP -> "any";
        };
    }

    private static String head() {
        try (InputStream in = Typings.class.getResourceAsStream("trellis.d.ts")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
