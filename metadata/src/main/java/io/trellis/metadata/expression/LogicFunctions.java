package io.trellis.metadata.expression;

import java.util.List;

/** Choosing between values, and what is missing. */
final class LogicFunctions {

    private LogicFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.LOGIC)
                .add(
                        "IF(condition: boolean, then: T, else?: T): T",
                        "条件成立取第二个值，否则取第三个值（省略时为空）",
                        "The second value if the condition holds, otherwise the third (empty when left out)",
                        "IF(1200 > 1000, \"large\", \"small\") → large",
                        LogicFunctions::choose)
                .nulls(FunctionDefinition.Nulls.OWN)
                .add(
                        "CASE(value: S, [match: S, result: T]+, else?: T): T",
                        "依次比较，取第一个相等项的结果，否则取最后的默认值",
                        "The result of the first match that equals the value, otherwise the last argument",
                        "CASE(\"b\", \"a\", 3, \"b\", 2, 1) → 2",
                        LogicFunctions::match)
                .nulls(FunctionDefinition.Nulls.OWN)
                .add(
                        "SWITCH(value: S, [match: S, result: T]+, else?: T): T",
                        "与 CASE 相同",
                        "The same as CASE",
                        "SWITCH(\"c\", \"a\", 3, \"b\", 2, 1) → 1",
                        LogicFunctions::match)
                .nulls(FunctionDefinition.Nulls.OWN)
                .add(
                        "AND([condition: boolean]+): boolean",
                        "全部条件成立；空值视为不成立",
                        "True when every condition holds; an empty value does not",
                        "AND(1 < 2, TRUE) → TRUE",
                        arguments -> logic(true, arguments))
                .nulls(FunctionDefinition.Nulls.OWN)
                .add(
                        "OR([condition: boolean]+): boolean",
                        "至少一个条件成立；空值视为不成立",
                        "True when at least one condition holds; an empty value does not",
                        "OR(1 > 2, TRUE) → TRUE",
                        arguments -> logic(false, arguments))
                .nulls(FunctionDefinition.Nulls.OWN)
                .add(
                        "NOT(condition: boolean): boolean",
                        "条件不成立；空值视为不成立，故结果为真",
                        "True when the condition does not hold; an empty value does not",
                        "NOT(FALSE) → TRUE",
                        arguments -> {
                            Evaluator condition = arguments.getFirst();
                            return context -> !Boolean.TRUE.equals(condition.evaluate(context));
                        })
                .nulls(FunctionDefinition.Nulls.OWN)
                .add(
                        "ISNULL(value: any): boolean",
                        "没有值（空文本算有值）",
                        "True when there is no value (an empty text is one)",
                        "ISNULL(NULL) → TRUE",
                        arguments -> {
                            Evaluator value = arguments.getFirst();
                            return context -> Values.isNull(value.evaluate(context));
                        })
                .nulls(FunctionDefinition.Nulls.OWN)
                .add(
                        "ISBLANK(value: any): boolean",
                        "没有值，或为空文本",
                        "True when there is no value or an empty text",
                        "ISBLANK(\"\") → TRUE",
                        arguments -> {
                            Evaluator value = arguments.getFirst();
                            return context -> isBlank(value.evaluate(context));
                        })
                .nulls(FunctionDefinition.Nulls.OWN)
                .add(
                        "COALESCE([value: T]+): T",
                        "第一个有值的参数",
                        "The first argument that has a value",
                        "COALESCE(NULL, 5, 6) → 5",
                        arguments -> context -> {
                            for (Evaluator argument : arguments) {
                                Object value = argument.evaluate(context);
                                if (!Values.isNull(value)) {
                                    return value;
                                }
                            }
                            return null;
                        })
                .nulls(FunctionDefinition.Nulls.SKIPPED)
                .add(
                        "BLANKVALUE(value: T, otherwise: T): T",
                        "值为空（含空文本）时取第二个参数",
                        "The second argument when the first is empty or an empty text",
                        "BLANKVALUE(\"\", \"-\") → -",
                        arguments -> {
                            Evaluator value = arguments.get(0);
                            Evaluator otherwise = arguments.get(1);
                            return context -> {
                                Object found = value.evaluate(context);
                                return isBlank(found) ? otherwise.evaluate(context) : found;
                            };
                        })
                .nulls(FunctionDefinition.Nulls.OWN)
                .add(
                        "INCLUDES(list: list<E>, item: E): boolean",
                        "多值字段包含该值",
                        "True when the many-valued field has the value",
                        "INCLUDES(SPLIT(\"vip,new\", \",\"), \"vip\") → TRUE",
                        arguments -> {
                            Evaluator list = arguments.get(0);
                            Evaluator item = arguments.get(1);
                            return context -> {
                                Object wanted = item.evaluate(context);
                                return wanted != null
                                        && list.evaluate(context) instanceof List<?> values
                                        && ListFunctions.indexOf(values, wanted) >= 0;
                            };
                        })
                .nulls(FunctionDefinition.Nulls.FALSE)
                .contextual(
                        "ME(): text",
                        "当前用户的编号",
                        "The id of the acting user",
                        "ME() → usr_1",
                        _ -> EvaluationContext::userId)
                .trait(FunctionDefinition.Trait.CHANGES)
                .contextual(
                        "MYDEPARTMENT(): text",
                        "当前用户所在部门的编号",
                        "The id of the acting user's department",
                        "MYDEPARTMENT() → dep_1",
                        _ -> EvaluationContext::departmentId)
                .trait(FunctionDefinition.Trait.CHANGES)
                .toList();
    }

    static boolean isBlank(Object value) {
        return Values.isNull(value) || value instanceof String text && text.isEmpty();
    }

    private static Evaluator choose(List<Evaluator> arguments) {
        Evaluator condition = arguments.get(0);
        Evaluator then = arguments.get(1);
        Evaluator otherwise = Definitions.optional(arguments, 2, _ -> null);
        return context ->
                Boolean.TRUE.equals(condition.evaluate(context)) ? then.evaluate(context) : otherwise.evaluate(context);
    }

    private static Evaluator match(List<Evaluator> arguments) {
        Evaluator[] all = arguments.toArray(Evaluator[]::new);
        Evaluator otherwise = all.length % 2 == 0 ? all[all.length - 1] : _ -> null;
        return context -> {
            Object value = all[0].evaluate(context);
            for (int i = 1; i + 1 < all.length; i += 2) {
                if (Values.same(value, all[i].evaluate(context))) {
                    return all[i + 1].evaluate(context);
                }
            }
            return otherwise.evaluate(context);
        };
    }

    private static Evaluator logic(boolean and, List<Evaluator> parts) {
        return context -> {
            for (Evaluator part : parts) {
                if (Boolean.TRUE.equals(part.evaluate(context)) != and) {
                    return !and;
                }
            }
            return and;
        };
    }
}
