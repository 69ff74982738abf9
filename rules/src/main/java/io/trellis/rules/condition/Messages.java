package io.trellis.rules.condition;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.definition.RuleDefinition;

/** What a rule says when it refuses: its own message, else a standard one that names the field. The browser has the same texts. */
final class Messages {
    /** For readers who may not know of the field a standard message would name. */
    static final LocalText UNNAMED = LocalText.of("有一条规则不允许这样保存", "A rule does not let this be saved");

    private Messages() {}

    static LocalText of(RuleDefinition rule, CatalogField field) {
        if (!rule.message().isEmpty()) {
            return rule.message();
        }
        return switch (rule.type()) {
            case REQUIRED -> text(field, "请填写%s", "%s is required");
            case READ_ONLY -> text(field, "%s现在不能修改", "%s can't be changed now");
            case OPTIONS -> text(field, "%s现在不能选这一项", "This option of %s can't be chosen now");
            case FILTER -> text(field, "%s不能选这条记录", "This record can't be chosen as %s");
            case VALIDATION, VISIBLE, HIDDEN, DEFAULT -> LocalText.of(rule.name(), rule.name());
        };
    }

    private static LocalText text(CatalogField field, String zh, String en) {
        LocalText label = field.definition().label();
        return LocalText.of(
                zh.formatted(label.in("zh-CN", field.name())), en.formatted(label.in("en-US", field.name())));
    }
}
