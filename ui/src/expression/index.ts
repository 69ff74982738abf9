/**
 * The expression language in the browser: the same parser, checks and results as the server's. A form asks it while
 * somebody types; what the server alone can know is {@link UNKNOWN}, never a guess.
 */
import { Checker } from './checker';
import { evaluator } from './evaluator';
import { functions, type Evaluator } from './library';
import { parse } from './parser';
import { ProblemList, SyntaxFailure, type Problem } from './problems';
import type { Scope, Type } from './types';
import { fromRaw, toRaw, Unknown, type Context, type Value } from './values';

export type { Problem, Range } from './problems';
export { accepts, labelOf, scopeOf, type Scope, type SimpleType, type Type } from './types';
export { functionNames, functions, type FunctionInfo } from './library';
export { Dec } from './decimal';
export { toRaw, type Value } from './values';

/** The result of an expression that needs something only the server has. */
export const UNKNOWN = Symbol('unknown');

/** The values of a record as the API gives them, by name or path; {@link UNKNOWN} where a value is not known here. */
export type Values = Readonly<Record<string, unknown>> | ((path: string) => unknown);

/** Where and for whom an expression is evaluated. */
export interface Surroundings {
  /** The present moment; the clock's when left out. */
  now?: Date;
  /** The person's zone, such as `Asia/Shanghai`; the browser's when left out. */
  zone?: string;
  userId?: string | null;
  departmentId?: string | null;
  /** The record as it was before; null for a new record. */
  before?: Values | null;
}

export interface Compiled {
  source: string;
  /** Whether it can be evaluated: there are no problems. */
  ok: boolean;
  problems: Problem[];
  type: Type;
  /** The fields and paths it reads. */
  references: string[];
  /** The functions it calls which only the server can compute. */
  serverOnly: string[];
  /** The value as the API takes it (numbers, days and moments as texts); null for none. */
  evaluate(values: Values, surroundings?: Surroundings): unknown | typeof UNKNOWN;
  /** The value as the language has it. */
  value(values: Values, surroundings?: Surroundings): Value | typeof UNKNOWN;
  /** For conditions: whether it holds; null counts as FALSE. */
  holds(values: Values, surroundings?: Surroundings): boolean | typeof UNKNOWN;
}

/** Reads and checks a source; what is wrong with it stands in `problems`, nothing is thrown. */
export function compile(source: string, scope: Scope, expected?: Type): Compiled {
  const problems = new ProblemList(source);
  let run: Evaluator = () => null;
  let type: Type = expected ?? 'any';
  let references: string[] = [];
  let serverOnly: string[] = [];
  try {
    const checker = new Checker(scope, problems);
    const node = checker.whole(parse(source), expected);
    type = node.type === 'any' ? (expected ?? 'any') : node.type;
    references = [...checker.references];
    serverOnly = [...checker.called].filter((name) => functions.get(name)?.serverOnly);
    if (problems.empty) run = evaluator(node);
  } catch (failure) {
    if (!(failure instanceof SyntaxFailure)) throw failure;
    problems.add(failure.code, failure.range, failure.params);
  }
  const value = (values: Values, surroundings: Surroundings = {}): Value | typeof UNKNOWN => {
    if (!problems.empty) throw new Error(`expression has problems: ${source}`);
    try {
      return run(contextOf(values, surroundings));
    } catch (failure) {
      if (failure instanceof Unknown) return UNKNOWN;
      throw failure;
    }
  };
  return {
    source,
    ok: problems.empty,
    problems: problems.list(),
    type,
    references,
    serverOnly,
    value,
    evaluate: (values, surroundings) => {
      const found = value(values, surroundings);
      return found === UNKNOWN ? UNKNOWN : toRaw(found);
    },
    holds: (values, surroundings) => {
      const found = value(values, surroundings);
      return found === UNKNOWN ? UNKNOWN : found === true;
    },
  };
}

/** Checks a condition: a source whose value is TRUE or FALSE. */
export function condition(source: string, scope: Scope): Compiled {
  return compile(source, scope, 'boolean');
}

function contextOf(values: Values, surroundings: Surroundings): Context {
  return {
    value: (path, type) => {
      const raw = typeof values === 'function' ? values(path) : read(values, path);
      if (raw === UNKNOWN) throw new Unknown(path);
      return fromRaw(raw, type);
    },
    now: (surroundings.now ?? new Date()).getTime(),
    zone: surroundings.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    userId: surroundings.userId ?? null,
    departmentId: surroundings.departmentId ?? null,
    before: surroundings.before
      ? contextOf(surroundings.before, { ...surroundings, before: null })
      : undefined,
  };
}

/**
 * A path stands in the values under its full name, or behind what a link holds. Behind an empty link there is
 * nothing; behind any other only the server knows, unless the value was given.
 */
function read(values: Readonly<Record<string, unknown>>, path: string): unknown {
  if (path in values || !path.includes('.')) return values[path];
  let current: unknown = values;
  for (const step of path.split('.')) {
    if (current === null || current === undefined || current === '') return null;
    if (typeof current !== 'object') return UNKNOWN;
    if (current !== values && !(step in current)) return UNKNOWN;
    current = (current as Record<string, unknown>)[step];
  }
  return current;
}
