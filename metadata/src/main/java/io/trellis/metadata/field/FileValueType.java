package io.trellis.metadata.field;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field whose value is a file. It is uploaded first and named by its id; what is stored beside the id – name, type and size –
 * the platform fills in and never believes. Values that bring their bytes as a data URL are read too ({@link Embedded}): small
 * signatures are such, and records of former versions have them.
 */
public abstract class FileValueType extends BasicFieldType {
    private static final Pattern ID = Pattern.compile("fil_[0-9A-HJKMNP-TV-Z]{26}");
    private static final Pattern NAMED = Pattern.compile("(?s).*\\((" + ID.pattern() + ")\\)");

    private final boolean picture;

    /** @param picture whether only pictures will do */
    protected FileValueType(String name, boolean picture, Attribute... more) {
        super(name, Shape.GROUP, attributes(more));
        this.picture = picture;
    }

    private static Attribute[] attributes(Attribute... more) {
        List<Attribute> all = new ArrayList<>(List.of(more));
        all.addFirst(
                Attribute.optional("maxSize", Schemas.described("Most bytes", Schemas.whole(1, Integer.MAX_VALUE))));
        return all.toArray(Attribute[]::new);
    }

    /** Whether a text can be the id of a file. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    public boolean picture() {
        return picture;
    }

    /** A value as files of tables have it, {@code name (id)}; it is read back as the same file. */
    public static String text(Map<?, ?> value) {
        Object name = value.get("name") instanceof String given && !given.isEmpty() ? given : value.get("type");
        return value.get("id") == null ? String.valueOf(name) : name + " (" + value.get("id") + ")";
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        String id = raw instanceof Map<?, ?> map && map.get("id") instanceof String named
                ? named
                : raw instanceof String text ? idIn(text.strip()) : "";
        return isId(id) ? Map.of("id", id) : Embedded.read(field, raw, picture, problems);
    }

    private static String idIn(String text) {
        Matcher named = NAMED.matcher(text);
        return named.matches() ? named.group(1) : text;
    }

    /**
     * Whether an uploaded file may stand in the field. Problems, with an empty path: FILE_TOO_LARGE {max}, NOT_AN_IMAGE,
     * FILE_TYPE_NOT_ACCEPTED {accept}.
     *
     * @param type as told from the content
     */
    public void checkFile(FieldDefinition field, String type, long size, Consumer<Problem> problems) {
        field.whole("maxSize")
                .filter(max -> size > max)
                .ifPresent(max -> problems.accept(Problem.of("FILE_TOO_LARGE", "", "max", max)));
        if (picture && !Embedded.PICTURES.contains(type)) {
            problems.accept(Problem.of("NOT_AN_IMAGE", ""));
        }
        Embedded.checkAccepted(field, type, problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.ANY;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        Map<String, Object> text = Schemas.map("type", "string");
        return Schemas.map(
                "type",
                "object",
                "properties",
                Schemas.map(
                        "id",
                                Schemas.map(
                                        "type", "string", "description", "Of an uploaded file; all a writer need give"),
                        "name", text,
                        "type", text,
                        "size", Schemas.map("type", "integer", "format", "int64", "description", "Bytes"),
                        "data",
                                Schemas.map(
                                        "type",
                                        "string",
                                        "description",
                                        "A data URL, where the file lies in the record")));
    }
}
