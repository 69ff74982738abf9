import { Dec, divide, limited, power } from './decimal';
import { bodies } from './functions';
import { junction } from './functions/junction';
import type { Evaluator } from './library';
import type { Node } from './node';
import type { Operator } from './parser';
import { isNull, limitedText, order, same, textOf, Unknown, type Value } from './values';

/** Turns a checked expression into closures; nothing of the tree is looked at during evaluation. */
export function evaluator(node: Node): Evaluator {
  switch (node.kind) {
    case 'const': {
      const { value } = node;
      return () => value;
    }
    case 'field': {
      const { path, type } = node;
      return (context) => context.value(path, type);
    }
    case 'negate': {
      const operand = evaluator(node.operand);
      return (context) => {
        const value = operand(context);
        return value instanceof Dec ? value.negate() : null;
      };
    }
    case 'not': {
      const operand = evaluator(node.operand);
      return (context) => operand(context) !== true;
    }
    case 'arithmetic': {
      const [left, right] = [evaluator(node.left), evaluator(node.right)];
      const { operator } = node;
      return (context) => {
        const [a, b] = [left(context), right(context)];
        return a instanceof Dec && b instanceof Dec ? compute(operator, a, b) : null;
      };
    }
    case 'concat': {
      const [left, right] = [evaluator(node.left), evaluator(node.right)];
      return (context) =>
        limitedText(textOf(left(context), context.zone) + textOf(right(context), context.zone));
    }
    case 'compare': {
      const [left, right] = [evaluator(node.left), evaluator(node.right)];
      const { operator } = node;
      return (context) => compare(left(context), operator, right(context));
    }
    case 'in': {
      const item = evaluator(node.item);
      const options = node.options.map(evaluator);
      const { negated } = node;
      return (context) => {
        const value = item(context);
        return options.some((option) => same(value, option(context))) !== negated;
      };
    }
    case 'logic':
      return junction(node.and, node.parts.map(evaluator));
    case 'call': {
      const { name, serverOnly } = node.function;
      const body = serverOnly ? undefined : bodies[name];
      if (!body)
        return () => {
          throw new Unknown(name);
        };
      return body(node.arguments.map(evaluator));
    }
  }
}

function compute(operator: Operator, a: Dec, b: Dec): Dec | null {
  switch (operator) {
    case '+':
      return limited(a.add(b));
    case '-':
      return limited(a.subtract(b));
    case '*':
      return limited(a.multiply(b));
    case '/':
      return divide(a, b);
    default:
      return power(a, b);
  }
}

function compare(a: Value, operator: Operator, b: Value): boolean {
  if (operator === '=') return same(a, b);
  if (operator === '<>') return !same(a, b);
  if (isNull(a) || isNull(b)) return false;
  const found = order(a, b);
  if (operator === '<') return found < 0;
  if (operator === '<=') return found <= 0;
  return operator === '>' ? found > 0 : found >= 0;
}
