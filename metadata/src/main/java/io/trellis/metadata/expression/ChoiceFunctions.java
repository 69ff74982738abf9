package io.trellis.metadata.expression;

import io.trellis.metadata.expression.FunctionDefinition.Nulls;
import io.trellis.metadata.expression.FunctionDefinition.Trait;
import java.math.BigDecimal;
import java.util.List;

/** More ways of choosing, and what has changed. */
final class ChoiceFunctions {
    private ChoiceFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.LOGIC)
                .add(
                        "IFS([condition: boolean, result: T]+, else?: T): T",
                        "第一个成立的条件的结果，否则取最后的默认值",
                        "The result of the first condition that holds, otherwise the last argument",
                        "IFS(5 > 9, \"a\", 5 > 3, \"b\", \"c\") → b",
                        ChoiceFunctions::ifs)
                .nulls(Nulls.OWN)
                .add(
                        "CHOOSE(place: number, [value: T]+): T",
                        "第几个值（从 1 起），没有则为空",
                        "The value at a place (from 1); empty when there is none",
                        "CHOOSE(2, \"a\", \"b\", \"c\") → b",
                        arguments -> context -> arguments.getFirst().evaluate(context) instanceof BigDecimal place
                                        && Numbers.toInt(place) >= 1
                                        && Numbers.toInt(place) < arguments.size()
                                ? arguments.get(Numbers.toInt(place)).evaluate(context)
                                : null)
                .nulls(Nulls.OWN)
                .add(
                        "XOR([condition: boolean]+): boolean",
                        "成立的条件为奇数个；空值视为不成立",
                        "True when an odd number of conditions holds; an empty value does not",
                        "XOR(TRUE, FALSE) → TRUE",
                        arguments -> context -> arguments.stream()
                                                .filter(part -> Boolean.TRUE.equals(part.evaluate(context)))
                                                .count()
                                        % 2
                                == 1)
                .nulls(Nulls.OWN)
                .add(
                        "IFNULL(value: T, otherwise: T): T",
                        "没有值时取第二个参数（空文本算有值）",
                        "The second argument when the first has no value (an empty text is one)",
                        "IFNULL(NULL, 7) → 7",
                        arguments -> {
                            Evaluator value = arguments.get(0);
                            Evaluator otherwise = arguments.get(1);
                            return context -> {
                                Object found = value.evaluate(context);
                                return Values.isNull(found) ? otherwise.evaluate(context) : found;
                            };
                        })
                .nulls(Nulls.OWN)
                .add(
                        "NULLIF(value: T, other: T): T",
                        "两者相等时为空，否则取第一个",
                        "Empty when both are equal, otherwise the first",
                        "NULLIF(5, 5) → NULL",
                        arguments -> {
                            Evaluator value = arguments.get(0);
                            Evaluator other = arguments.get(1);
                            return context -> {
                                Object found = value.evaluate(context);
                                return Values.same(found, other.evaluate(context)) ? null : found;
                            };
                        })
                .nulls(Nulls.OWN)
                .add(
                        "BETWEEN(value: O, least: O, greatest: O): boolean",
                        "在两个值之间（含两端）",
                        "True when the value lies between the two, both included",
                        "BETWEEN(5, 1, 5) → TRUE",
                        Definitions.test(a ->
                                Values.order(a.value(0), a.value(1)) >= 0 && Values.order(a.value(0), a.value(2)) <= 0))
                .nulls(Nulls.FALSE)
                .add(
                        "ISNOTBLANK(value: any): boolean",
                        "有值且不为空文本",
                        "True when there is a value other than an empty text",
                        "ISNOTBLANK(\"a\") → TRUE",
                        arguments -> {
                            Evaluator value = arguments.getFirst();
                            return context -> !LogicFunctions.isBlank(value.evaluate(context));
                        })
                .nulls(Nulls.FALSE)
                .add(
                        "ANYBLANK([value: any]+): boolean",
                        "至少一个没有值或为空文本",
                        "True when at least one is empty or an empty text",
                        "ANYBLANK(1, \"\") → TRUE",
                        arguments -> context -> arguments.stream()
                                .anyMatch(argument -> LogicFunctions.isBlank(argument.evaluate(context))))
                .nulls(Nulls.OWN)
                .add(
                        "ALLBLANK([value: any]+): boolean",
                        "全部没有值或为空文本",
                        "True when all are empty or an empty text",
                        "ALLBLANK(NULL, \"\") → TRUE",
                        arguments -> context -> arguments.stream()
                                .allMatch(argument -> LogicFunctions.isBlank(argument.evaluate(context))))
                .nulls(Nulls.OWN)
                .add(
                        "ISCHANGED(value: any): boolean",
                        "与修改前不同；新记录中有值即为真。仅用于校验、条件规则与触发",
                        "True when it differs from before; in a new record, when it has a value. Only where a change is judged",
                        "ISCHANGED(5) → TRUE",
                        arguments -> {
                            Evaluator value = arguments.getFirst();
                            return context -> !Values.same(value.evaluate(context), before(value, context));
                        })
                .nulls(Nulls.OWN)
                .trait(Trait.BEFORE)
                .add(
                        "PRIORVALUE(value: T): T",
                        "修改前的值；新记录为空。仅用于校验、条件规则与触发",
                        "The value before the change; empty in a new record. Only where a change is judged",
                        "PRIORVALUE(5) → NULL",
                        arguments -> {
                            Evaluator value = arguments.getFirst();
                            return context -> before(value, context);
                        })
                .nulls(Nulls.OWN)
                .trait(Trait.BEFORE)
                .add(
                        "ISNEW(): boolean",
                        "记录是新建的。仅用于校验、条件规则与触发",
                        "True for a new record. Only where a change is judged",
                        "ISNEW() → TRUE",
                        _ -> context -> context.before().isEmpty())
                .nulls(Nulls.OWN)
                .trait(Trait.BEFORE)
                .toList();
    }

    private static Object before(Evaluator value, EvaluationContext context) {
        return context.before().map(value::evaluate).orElse(null);
    }

    private static Evaluator ifs(List<Evaluator> arguments) {
        Evaluator[] all = arguments.toArray(Evaluator[]::new);
        return context -> {
            for (int i = 0; i + 1 < all.length; i += 2) {
                if (Boolean.TRUE.equals(all[i].evaluate(context))) {
                    return all[i + 1].evaluate(context);
                }
            }
            return all.length % 2 == 1 ? all[all.length - 1].evaluate(context) : null;
        };
    }
}
