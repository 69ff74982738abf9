import type { Text } from '../../api/model';
import type { Problem } from '../../api/problems';
import type { CodeMark } from '../../kit/CodeEditor';
import type { Definition } from '../definitions';

export const scriptTypes = ['trigger', 'button', 'job', 'endpoint', 'library'] as const;
export type ScriptType = (typeof scriptTypes)[number] | 'test';

/** A definition of the kind `scripts`; which keys mean something depends on the type. */
export interface Script {
  name: string;
  id?: string;
  package?: string;
  label?: Text | string;
  type: ScriptType;
  active?: boolean;
  object?: string;
  when?: 'before' | 'after';
  on?: string[];
  condition?: string;
  order?: number;
  schedule?: string;
  zone?: string;
  methods?: string[];
  roles?: string[];
  runAs?: 'caller' | 'system';
  limits?: Record<string, number>;
  http?: string[];
  source: string;
}

export const events = ['create', 'update', 'delete', 'restore'] as const;
export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export const limitNames = [
  'statements',
  'cpuMillis',
  'wallMillis',
  'allocatedBytes',
  'queries',
  'rows',
  'writes',
  'httpCalls',
  'logLines',
] as const;

const own: Record<ScriptType, readonly (keyof Script)[]> = {
  trigger: ['object', 'when', 'on', 'condition', 'order'],
  button: ['object', 'condition', 'roles'],
  job: ['schedule', 'zone'],
  endpoint: ['methods', 'roles'],
  library: [],
  test: [],
};
const common: readonly (keyof Script)[] = [
  ...(['name', 'id', 'package', 'label', 'type', 'active', 'runAs', 'limits', 'http', 'source'] as const),
];

/** Whether a key says anything to a script of this type. Libraries and tests are started by nobody. */
export function has(script: Pick<Script, 'type'>, key: keyof Script): boolean {
  const idle = script.type === 'library' || script.type === 'test';
  return own[script.type].includes(key) || (common.includes(key) && !(idle && key === 'runAs'));
}

export const blank: Script = {
  name: '',
  type: 'trigger',
  when: 'before',
  on: ['create', 'update'],
  source: '',
};

/** A script as it is published: without what its type has no use for and without what was left empty. */
export function toDefinition(script: Script): Definition {
  return Object.fromEntries(
    [...common, ...own[script.type]]
      .filter((key) => has(script, key) && (key === 'source' || !isEmpty(script[key])))
      .map((key) => [key, script[key]]),
  );
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.values(value).every((one) => one === undefined || one === '');
}

/** Whether two definitions say the same, whatever the order of their keys. */
export function same(a: Definition | undefined, b: Definition | undefined): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

export interface Placed {
  /** Texts by the attribute they belong to. */
  byKey: Record<string, string[]>;
  /** At their lines in the source. */
  marks: CodeMark[];
  /** At their places in the condition; their texts are among {@link byKey} too. */
  inCondition: CodeMark[];
  /** Texts that belong to nothing on the page. */
  general: string[];
}

export const nothingPlaced: Placed = { byKey: {}, marks: [], inCondition: [], general: [] };

/** Puts each problem at its attribute or its line. A missing key is told of at the key that is missing. */
export function place(problems: readonly Problem[]): Placed {
  const placed: Placed = { byKey: {}, marks: [], inCondition: [], general: [] };
  for (const problem of problems) {
    const params = (problem.params ?? {}) as Record<string, unknown>;
    const message = problem.message ?? problem.code;
    const step = (problem.path ?? '').split('/')[1] ?? '';
    const key = step || (problem.code === 'MISSING_KEY' ? String(params.key ?? '') : '');
    if (key === 'condition' && typeof params.offset === 'number')
      placed.inCondition.push({
        message,
        from: params.offset,
        to: params.offset + Math.max(Number(params.length ?? 1), 1),
      });
    if (key === 'source' && typeof params.scriptLine === 'number' && params.scriptLine > 0)
      placed.marks.push({
        // The sentence names the line, which stands beside it here; what the engine said does not.
        message: typeof params.message === 'string' ? params.message : message,
        line: params.scriptLine,
        column: typeof params.column === 'number' && params.column > 0 ? params.column : undefined,
      });
    else if (key === 'source' || [...common, ...Object.values(own).flat()].includes(key as keyof Script))
      (placed.byKey[key] ??= []).push(message);
    else placed.general.push(message);
  }
  return placed;
}

/** What was wrong with some keys no longer counts once they have been changed. */
export function without(placed: Placed, keys: readonly string[]): Placed {
  if (placed === nothingPlaced) return placed;
  return {
    ...placed,
    byKey: Object.fromEntries(Object.entries(placed.byKey).filter(([key]) => !keys.includes(key))),
    marks: keys.includes('source') ? [] : placed.marks,
    inCondition: keys.includes('condition') ? [] : placed.inCondition,
  };
}

/** What a value typed as JSON is: the object, or undefined where it is none. */
export function readObject(typed: string): Record<string, unknown> | undefined {
  if (!typed.trim()) return {};
  try {
    const value: unknown = JSON.parse(typed);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
