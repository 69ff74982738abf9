import type { FunctionInfo } from './library';
import type { Operator } from './parser';
import type { Range } from './problems';
import type { Type } from './types';
import type { Value } from './values';

/** A checked expression: every part has a type, every literal its final value, every call its function. */
export type Node = { type: Type; range: Range } & (
  | { kind: 'const'; value: Value }
  | { kind: 'field'; path: string }
  | { kind: 'negate' | 'not'; operand: Node }
  | { kind: 'arithmetic' | 'compare'; operator: Operator; left: Node; right: Node }
  | { kind: 'concat'; left: Node; right: Node }
  | { kind: 'in'; item: Node; options: Node[]; negated: boolean }
  | { kind: 'logic'; and: boolean; parts: Node[] }
  | { kind: 'call'; function: FunctionInfo; arguments: Node[] }
);

/** A part with a problem: it fits everywhere, so that one mistake is reported once. */
export function unknown(range: Range): Node {
  return { kind: 'const', value: null, type: 'any', range };
}
