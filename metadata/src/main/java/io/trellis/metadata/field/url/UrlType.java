package io.trellis.metadata.field.url;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A web address, {@code http} or {@code https} only, since anything else could run code when clicked. Without a scheme {@code https} is assumed. */
public final class UrlType extends BasicFieldType {
    public UrlType() {
        super("url", Shape.TEXT);
    }

    private static final Pattern BARE = Pattern.compile("([\\p{L}\\p{N}-]+\\.)+[\\p{L}]{2,24}(:\\d{1,5})?([/?#].*)?");

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        String text = Texts.line(raw, 2000, problems);
        if (text == null) {
            return null;
        }
        String address = BARE.matcher(text).matches() ? "https://" + text : text;
        try {
            var uri = new URI(address);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && uri.getRawAuthority() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        problems.accept(Problem.of("NOT_A_URL", "", "value", Texts.shorten(raw)));
        return null;
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.TEXT;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string", "format", "uri", "maxLength", 2000);
    }
}
