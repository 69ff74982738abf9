import type { Coercion } from './coercion';
import { unknown, type Node } from './node';
import type { ProblemList } from './problems';
import { elementOf, type Parameter } from './signature';
import { parseMoment } from './temporal';
import {
  isLink,
  isList,
  isOrdered,
  isTemporal,
  isTextual,
  labelOf,
  sameType,
  type SimpleType,
  type Type,
} from './types';

const isVariable = (name: string) => name.length === 1;
const isDay = (type: Type) => type === 'date' || type === 'datetime' || type === 'any';

/** Fits the arguments of one call to its parameters and finds what the signature's type variables stand for. */
export class Binding {
  private readonly variables = new Map<string, Type>();

  constructor(
    private readonly coercion: Coercion,
    private readonly problems: ProblemList,
  ) {}

  bind(parameters: Parameter[], given: Node[]): Node[] {
    given.forEach((argument, i) => {
      const { type } = parameters[i]!;
      const element = elementOf(type);
      if (element && isVariable(element) && isList(argument.type))
        this.merge(element, argument.type.of, first);
      // What is matched (S) or looked for (E) decides alone: its options then check the text literals.
      else if (isVariable(type))
        this.merge(type, argument.type, type === 'S' || type === 'E' ? first : common);
    });
    return given.map((argument, i) => {
      const { type } = parameters[i]!;
      return isVariable(type)
        ? this.variable(type, argument)
        : this.coercion.to(parameterType(type), argument);
    });
  }

  resultType(result: string): Type {
    const element = elementOf(result);
    if (element) return { kind: 'list', of: this.resultType(element) };
    return isVariable(result) ? (this.variables.get(result) ?? 'any') : (result as SimpleType);
  }

  private merge(name: string, type: Type, join: (a: Type, b: Type) => Type): void {
    const before = this.variables.get(name);
    this.variables.set(name, before === undefined ? type : join(before, type));
  }

  private variable(name: string, argument: Node): Node {
    const type = this.variables.get(name)!;
    switch (name) {
      case 'O':
        return isOrdered(type)
          ? this.coercion.to(type, argument)
          : this.refuse(argument, 'number, text, date');
      case 'D': {
        const literal = type === 'text' || (type === 'any' && argument.type === 'text');
        const day = literal ? this.dayLiteral(argument) : this.coercion.to(type, argument);
        this.variables.set(name, day.type);
        return isDay(day.type) ? day : this.refuse(argument, 'date, datetime');
      }
      case 'H':
        return type === 'datetime' || type === 'time' || type === 'any'
          ? this.coercion.to(type, argument)
          : this.refuse(argument, 'datetime, time');
      case 'P':
        return isDay(type) || isTextual(type) ? argument : this.refuse(argument, 'date, datetime, text');
      default:
        return this.coercion.to(type, argument);
    }
  }

  private dayLiteral(argument: Node): Node {
    if (argument.kind !== 'const') return argument;
    const moment = typeof argument.value === 'string' && parseMoment(argument.value) !== undefined;
    return this.coercion.literal(moment ? 'datetime' : 'date', argument);
  }

  private refuse(argument: Node, expected: string): Node {
    this.problems.add('TYPE_MISMATCH', argument.range, { expected, found: labelOf(argument.type) });
    return unknown(argument.range);
  }
}

function first(a: Type, b: Type): Type {
  return a === 'any' ? b : a;
}

/** The type of alternatives: a text literal among dates may still become a date. */
function common(a: Type, b: Type): Type {
  if (a === 'any' || sameType(a, b)) return b;
  if (a === 'text' && isTemporal(b)) return b;
  if (isLink(a) && isLink(b)) return { kind: 'link', targets: [] };
  return isTextual(a) && isTextual(b) ? 'text' : a;
}

function parameterType(name: string): Type {
  const element = elementOf(name);
  if (element) return { kind: 'list', of: isVariable(element) ? 'any' : parameterType(element) };
  return name as SimpleType;
}
