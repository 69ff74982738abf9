import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile, scopeOf, type Type } from '.';

interface Line {
  e: string;
  r: Record<string, unknown>;
  v: unknown;
}

/** Random expressions, records and results that the server has written down. */
const lines = readFileSync(
  new URL('../../../metadata/src/test/resources/expression/random.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);

const choice: Type = { kind: 'select', options: ['a', 'b', 'ab'] };
const scope = scopeOf({
  n: 'number',
  m: 'number',
  t: 'text',
  u: 'text',
  f: 'boolean',
  g: 'boolean',
  d: 'date',
  e: 'date',
  w: 'datetime',
  o: 'time',
  s: choice,
  k: { kind: 'link', targets: ['thing'] },
  'k.n': 'number',
  l: { kind: 'list', of: choice },
});
const here = {
  now: new Date('2026-05-20T23:00:00Z'),
  zone: 'Asia/Shanghai',
  userId: 'usr_1',
  departmentId: 'dep_1',
};

describe('random expressions', () => {
  it('give here what they give on the server', () => {
    expect(lines.length).toBeGreaterThanOrEqual(2000);
    const wrong = lines.flatMap(({ e, r, v }) => {
      const compiled = compile(e, scope);
      const found = compiled.ok ? compiled.evaluate((path) => r[path], here) : compiled.problems[0]?.code;
      return JSON.stringify(found) === JSON.stringify(v) ? [] : [{ e, r, server: v, here: found }];
    });
    expect(wrong).toEqual([]);
  });
});
