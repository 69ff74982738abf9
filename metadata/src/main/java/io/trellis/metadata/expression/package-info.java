/**
 * The expression language of formulas, filters and conditions: parser, type check, evaluation and pushdown; the door
 * is {@link io.trellis.metadata.expression.Expressions}. {@link io.trellis.metadata.expression.Predicate} is the part
 * of it that a store can answer. The package knows nothing of objects and stores: names and types come in through a
 * {@link io.trellis.metadata.expression.TypeScope}, values through an
 * {@link io.trellis.metadata.expression.EvaluationContext}.
 *
 * <p><b>Null.</b> {@code a = b} is true when both are null and false when one is; {@code <>} is its exact negation;
 * {@code < <= > >=} with a null are false; IN follows {@code =}. AND, OR, NOT and IF take null for FALSE.
 * {@code + - * / ^} and the functions give null when an operand they need is null, except: {@code &} and CONCAT
 * take it for the empty text, LEN gives 0, MIN, MAX and COALESCE pass over it, CONTAINS, STARTSWITH, ENDSWITH and
 * INCLUDES give FALSE. An empty list is null, an empty text is not (ISBLANK takes both for blank). So a condition
 * made of comparisons is always TRUE or FALSE, and a store can answer exactly as the evaluator does.
 *
 * <p><b>Numbers</b> are exact decimals. Quotients and roots have 10 decimals, rounded half up; division by zero is
 * null; exponents are whole (otherwise null); a result of more than 1,000 digits is null. A number becomes text
 * without trailing zeros and without an exponent.
 *
 * <p><b>Texts</b> are compared exactly and ordered by code points; lengths and places count code points, from 1;
 * CONTAINS, STARTSWITH and ENDSWITH take A–Z and a–z as alike and nothing else. A text of more than 100,000 UTF-16
 * units is null.
 *
 * <p><b>Days and moments</b> are never compared with each other: DATEVALUE gives the day of a moment in the context's
 * zone. A text literal beside a date, time, moment or choice is read as one, or is a problem. {@code date + 3} is
 * ADDDAYS, {@code date - date} is DAYSBETWEEN. Moments are exact to the millisecond.
 */
package io.trellis.metadata.expression;
