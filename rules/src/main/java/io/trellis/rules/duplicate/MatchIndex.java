package io.trellis.rules.duplicate;

import io.trellis.metadata.definition.DuplicateRuleDefinition.Against;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Alternative;
import io.trellis.metadata.definition.DuplicateRuleDefinition.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * By what an object's records are found: every live record that has a value in each of the fields stands under its key. Rules that
 * compare the same fields in the same way share one. Keys are digests, so that what is kept beside the records tells nothing of them.
 *
 * @param id the same wherever the same is compared
 * @param parts fields of {@code object}, in order
 */
record MatchIndex(String id, String object, List<Part> parts) {
    /** Kind of the documents that hold the ids under a key. */
    static final String KEYS = "duplicateKeys";
    /** Kind of the documents that tell which indexes hold all records. */
    static final String FILLED = "duplicateIndexes";

    private static final int ID = 16;
    private static final int KEY = 40;
    /** Cannot be part of what is compared. */
    private static final char BETWEEN = '\u001f';

    MatchIndex {
        parts = List.copyOf(parts);
    }

    static MatchIndex of(Alternative alternative, Against against) {
        List<Part> parts = alternative.all().stream()
                .map(part -> new Part(against.field(part.field()), part.by()))
                .toList();
        var text = new StringBuilder(against.object());
        parts.forEach(part -> text.append('\n')
                .append(part.field())
                .append(':')
                .append(part.by().word()));
        return new MatchIndex(digest(text.toString(), ID), against.object(), parts);
    }

    /** The document of a record's key; null where the record has none. */
    String key(Function<String, Object> values) {
        return key(parts, values);
    }

    /** The document in which records like one of another object stand, whose fields are {@code ours} in the order of these. */
    String key(List<Part> ours, Function<String, Object> values) {
        var text = new StringBuilder();
        for (Part part : ours) {
            String normal = Likeness.of(part.by(), values.apply(part.field()));
            if (normal == null) {
                return null;
            }
            text.append(normal).append(BETWEEN);
        }
        return id + "/" + digest(text.toString(), KEY);
    }

    private static String digest(String text, int digits) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all).substring(0, digits);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
