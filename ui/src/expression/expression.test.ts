import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile, functions, scopeOf, UNKNOWN, type Type } from '.';
import { bodies } from './functions';
import definitions from './definitions.json';
import { textOf } from './values';

interface Vector {
  expression: string;
  record?: Record<string, unknown>;
  value?: unknown;
  problem?: string;
  offset?: number;
  params?: Record<string, string>;
}

interface Vectors {
  types: Record<string, string>;
  record: Record<string, unknown>;
  now: string;
  zone: string;
  user: string;
  department: string;
  vectors: Vector[];
}

/** The file that the server's own tests run through. */
const file = JSON.parse(
  readFileSync(
    new URL('../../../metadata/src/test/resources/expression/vectors.json', import.meta.url),
    'utf8',
  ),
) as Vectors;

function type(text: string): Type {
  const [kind, rest] = [text.split(':')[0]!, text.slice(text.indexOf(':') + 1)];
  if (kind === 'select') return { kind, options: rest.split('|') };
  if (kind === 'link') return { kind, targets: [rest] };
  if (kind === 'list') return { kind, of: type(rest) };
  return text as Type;
}

const scope = scopeOf(
  Object.fromEntries(Object.entries(file.types).map(([name, text]) => [name, type(text)])),
);
const here = { now: new Date(file.now), zone: file.zone, userId: file.user, departmentId: file.department };

describe('shared vectors', () => {
  it.each(file.vectors)('$expression', (vector) => {
    const compiled = compile(vector.expression, scope);
    if (vector.problem) {
      const [problem] = compiled.problems;
      expect(problem).toMatchObject({ code: vector.problem, offset: vector.offset });
      expect(problem!.params).toMatchObject(vector.params ?? {});
      return;
    }
    expect(compiled.problems).toEqual([]);
    const values = { ...file.record, ...vector.record };
    const found = compiled.evaluate((path) => values[path], here);
    expect(Array.isArray(found) ? `[${found.join(', ')}]` : found).toEqual(vector.value);
  });
});

const morning = {
  now: new Date('2026-05-20T23:00:00Z'),
  zone: 'Asia/Shanghai',
  userId: 'usr_1',
  departmentId: 'dep_1',
};

const examples = definitions.flatMap((one) =>
  one.traits.includes('SERVER_ONLY') ? [] : one.examples.map((example) => ({ name: one.name, ...example })),
);

describe('examples of the functions', () => {
  it.each(examples)('$expression → $result', ({ expression, result }) => {
    const compiled = compile(expression, scopeOf({}, true));
    expect(compiled.problems).toEqual([]);
    const found = compiled.value({}, morning);
    expect(found).not.toBe(UNKNOWN);
    if (found === UNKNOWN) return;
    expect(found === null ? 'NULL' : textOf(found, morning.zone)).toBe(result);
  });
});

describe('what the browser knows', () => {
  it('computes every function that is not the server’s alone', () => {
    const wanted = [...functions.values()].filter((one) => !one.serverOnly).map((one) => one.name);
    expect(Object.keys(bodies).sort()).toEqual(wanted.sort());
  });

  it('answers unknown where a value is not here, unless it does not matter', () => {
    const names = scopeOf({
      amount: 'number',
      account: { kind: 'link', targets: [] },
      'account.level': 'text',
    });
    const values = { amount: 3, account: { id: 'acc_1', name: 'A' } };
    expect(compile('account.level = "a"', names).holds(values)).toBe(UNKNOWN);
    expect(compile('account.level = "a" AND amount > 5', names).holds(values)).toBe(false);
    expect(compile('account.level = "a" OR amount > 2', names).holds(values)).toBe(true);
    expect(compile('account.level', names).evaluate({ amount: 3, account: null })).toBe(null);
    expect(compile('account.level', names).evaluate({ ...values, 'account.level': 'b' })).toBe('b');
    expect(compile('account', names).evaluate(values)).toBe('acc_1');
  });

  it('reads numbers exactly as they were written', () => {
    const names = scopeOf({ price: 'number', count: 'number' });
    expect(compile('price * count', names).evaluate({ price: '0.1', count: 3 })).toBe('0.3');
    expect(compile('price * count', names).evaluate({ price: 1.1, count: 1.1 })).toBe('1.21');
  });
});
