import { Binding } from './binding';
import { Coercion } from './coercion';
import { Dec } from './decimal';
import { functionNames, functions } from './library';
import { unknown, type Node } from './node';
import type { Expr, Operator } from './parser';
import { named, type ProblemList, type Range } from './problems';
import { compileRegex } from './regex';
import { InvalidPattern } from './regexParser';
import { expand } from './signature';
import { accepts, isList, isOrdered, isTemporal, labelOf, type Scope, type Type } from './types';

/** Resolves names and functions and gives every part its type. */
export class Checker {
  readonly references = new Set<string>();
  readonly called = new Set<string>();
  private readonly coercion: Coercion;

  constructor(
    private readonly scope: Scope,
    private readonly problems: ProblemList,
  ) {
    this.coercion = new Coercion(problems);
  }

  whole(expr: Expr, expected?: Type): Node {
    const node = this.check(expr);
    return expected === undefined ? node : this.coercion.to(expected, node);
  }

  private check(expr: Expr): Node {
    const { range } = expr;
    switch (expr.kind) {
      case 'literal':
        return { kind: 'const', value: expr.value, type: typeOf(expr.value), range };
      case 'name':
        return this.name(expr.path, range);
      case 'negate':
        return {
          kind: 'negate',
          operand: this.coercion.to('number', this.check(expr.operand)),
          type: 'number',
          range,
        };
      case 'not':
        return { kind: 'not', operand: this.flag(expr.operand), type: 'boolean', range };
      case 'logic': {
        const parts = expr.parts.map((part) => this.flag(part));
        return { kind: 'logic', and: expr.and, parts, type: 'boolean', range };
      }
      case 'binary':
        return this.binary(expr.operator, this.check(expr.left), this.check(expr.right), range);
      case 'in':
        return this.within(expr);
      case 'call':
        return this.call(expr);
    }
  }

  private flag(expr: Expr): Node {
    return this.coercion.to('boolean', this.check(expr));
  }

  private name(path: string, range: Range): Node {
    let current = this.scope;
    let { offset } = range;
    const steps = path.split('.');
    for (const [i, step] of steps.entries()) {
      const place = { offset, length: step.length };
      const type = current.type(step);
      const last = i === steps.length - 1;
      if (last && type !== undefined) {
        this.references.add(path);
        return { kind: 'field', path, type, range };
      }
      const next = current.next(step);
      if (type === undefined && (last || !next)) {
        this.problems.add('UNKNOWN_NAME', place, named(step, current.names()));
        return unknown(range);
      }
      if (!next) {
        this.problems.add('NOT_A_LINK', place, { name: step });
        return unknown(range);
      }
      current = next;
      offset += step.length + 1;
    }
    return unknown(range);
  }

  private binary(operator: Operator, left: Node, right: Node, range: Range): Node {
    switch (operator) {
      case '&':
        return { kind: 'concat', left: this.single(left), right: this.single(right), type: 'text', range };
      case '+':
      case '-':
        return this.sum(operator, left, right, range);
      case '*':
      case '/':
      case '^':
        return this.arithmetic(operator, left, right, range);
      default: {
        const a = this.coercion.literal(right.type, left);
        const b = this.coercion.literal(a.type, right);
        this.comparable(operator, a, b, range);
        return { kind: 'compare', operator, left: a, right: b, type: 'boolean', range };
      }
    }
  }

  private arithmetic(operator: Operator, left: Node, right: Node, range: Range): Node {
    const a = this.coercion.to('number', left);
    const b = this.coercion.to('number', right);
    return { kind: 'arithmetic', operator, left: a, right: b, type: 'number', range };
  }

  private single(node: Node): Node {
    if (!isList(node.type)) return node;
    this.problems.add('TYPE_MISMATCH', node.range, { expected: 'text', found: 'list' });
    return unknown(node.range);
  }

  /** Numbers, or a day plus or minus a number of days, or the days between two days. */
  private sum(operator: '+' | '-', left: Node, right: Node, range: Range): Node {
    if (left.type !== 'date' && left.type !== 'datetime')
      return this.arithmetic(operator, left, right, range);
    if (operator === '-' && isTemporal(right.type)) {
      const between = [this.coercion.to(left.type, right), left];
      return {
        kind: 'call',
        function: functions.get('DAYSBETWEEN')!,
        arguments: between,
        type: 'number',
        range,
      };
    }
    const days = this.coercion.to('number', right);
    const moved: Node =
      operator === '-' ? { kind: 'negate', operand: days, type: 'number', range: days.range } : days;
    const add = functions.get('ADDDAYS')!;
    return { kind: 'call', function: add, arguments: [left, moved], type: left.type, range };
  }

  private comparable(operator: Operator, left: Node, right: Node, range: Range): void {
    const [a, b] = [left.type, right.type];
    if (a === 'any' || b === 'any') return;
    const both = { left: labelOf(a), right: labelOf(b) };
    if (isList(a) || isList(b)) this.problems.add('INCOMPARABLE', range, { ...both, hint: 'INCLUDES(…)' });
    else if (!accepts(a, b) && !accepts(b, a)) {
      const dayAndMoment = (a === 'date' && b === 'datetime') || (a === 'datetime' && b === 'date');
      this.problems.add('INCOMPARABLE', range, dayAndMoment ? { ...both, hint: 'DATEVALUE(…)' } : both);
    } else if (operator !== '=' && operator !== '<>' && !(isOrdered(a) && isOrdered(b)))
      this.problems.add('NOT_ORDERED', range, { type: labelOf(isOrdered(a) ? b : a) });
  }

  private within(expr: Extract<Expr, { kind: 'in' }>): Node {
    const item = this.check(expr.item);
    const options = expr.options.map((one) => {
      const option = this.coercion.literal(item.type, this.check(one));
      this.comparable('=', item, option, one.range);
      return option;
    });
    return { kind: 'in', item, options, negated: expr.negated, type: 'boolean', range: expr.range };
  }

  private call(expr: Extract<Expr, { kind: 'call' }>): Node {
    const given = expr.arguments.map((argument) => this.check(argument));
    const found = functions.get(expr.name.toUpperCase());
    if (!found) {
      this.problems.add('UNKNOWN_FUNCTION', expr.nameRange, named(expr.name, functionNames));
      return unknown(expr.range);
    }
    const parameters = expand(found.signature, given.length);
    if (!parameters) {
      this.problems.add('WRONG_ARGUMENT_COUNT', expr.range, {
        function: found.name,
        given: given.length,
        signature: found.signature.text,
      });
      return unknown(expr.range);
    }
    if (found.before && !this.scope.knowsBefore) {
      this.problems.add('FUNCTION_NOT_HERE', expr.nameRange, { function: found.name });
      return unknown(expr.range);
    }
    this.called.add(found.name);
    if (found.name === 'AND' || found.name === 'OR') {
      const parts = given.map((part) => this.coercion.to('boolean', part));
      return { kind: 'logic', and: found.name === 'AND', parts, type: 'boolean', range: expr.range };
    }
    const binding = new Binding(this.coercion, this.problems);
    const bound = binding.bind(parameters, given);
    const type = binding.resultType(found.signature.result);
    this.checkPattern(found.name, bound);
    return { kind: 'call', function: found, arguments: bound, type, range: expr.range };
  }

  /** A pattern that is written out is read at once, so that a wrong one is found before it gives no value. */
  private checkPattern(name: string, bound: Node[]): void {
    const pattern = name.startsWith('REGEX') ? bound[1] : undefined;
    if (pattern?.kind !== 'const' || typeof pattern.value !== 'string') return;
    try {
      compileRegex(pattern.value);
    } catch (failure) {
      if (!(failure instanceof InvalidPattern)) throw failure;
      const params = { pattern: pattern.value, at: failure.at + 1, reason: failure.reason };
      this.problems.add('INVALID_PATTERN', pattern.range, params);
    }
  }
}

function typeOf(literal: unknown): Type {
  if (literal === null) return 'any';
  if (literal instanceof Dec) return 'number';
  return typeof literal === 'boolean' ? 'boolean' : 'text';
}
