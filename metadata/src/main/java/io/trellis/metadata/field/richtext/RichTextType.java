package io.trellis.metadata.field.richtext;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** Formatted text: HTML of which only harmless elements and attributes are kept, so that it can be shown as it is. */
public final class RichTextType extends BasicFieldType {
    public RichTextType() {
        super("richText", Shape.TEXT, Attribute.maxLength(100_000), Attribute.rows());
    }

    private static final PolicyFactory ALLOWED = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "br",
                    "div",
                    "span",
                    "b",
                    "strong",
                    "i",
                    "em",
                    "u",
                    "s",
                    "sub",
                    "sup",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "ul",
                    "ol",
                    "li",
                    "blockquote",
                    "pre",
                    "code",
                    "hr",
                    "a",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td")
            .allowAttributes("href")
            .onElements("a")
            .allowAttributes("colspan", "rowspan")
            .matching(Pattern.compile("[0-9]{1,2}"))
            .onElements("th", "td")
            .allowUrlProtocols("http", "https", "mailto")
            .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
            .toFactory();

    private static int max(FieldDefinition field) {
        return field.whole("max").orElse(32_000);
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        String html = Texts.lines(raw, max(field), problems);
        if (html == null) {
            return null;
        }
        String kept = ALLOWED.sanitize(html).strip();
        if (kept.codePointCount(0, kept.length()) > max(field)) {
            problems.accept(Problem.of("TOO_LONG", "", "max", max(field)));
        }
        return kept.isEmpty() ? null : kept;
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.TEXT;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string", "maxLength", max(field), "contentMediaType", "text/html");
    }
}
