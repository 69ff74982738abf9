import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../api/model';
import { marksOf, mended, problemsOf, questionOf } from './check';
import { findFunctions, parameterAt, parametersOf, type FormulaFunction } from './library';
import { outcomeOf, sayValue } from './outcome';
import { readAt } from './reading';

const parameter = (name: string, more = {}) => ({
  name,
  type: 'any',
  repeated: false,
  optional: false,
  ...more,
});

const choose = {
  name: 'CASE',
  category: 'logic',
  help: { 'zh-CN': '按值取结果', 'en-US': 'The result of the first match' },
  parameters: [
    parameter('value'),
    parameter('match', { repeated: true }),
    parameter('result', { repeated: true }),
    parameter('else', { optional: true }),
  ],
} as unknown as FormulaFunction;

const round = {
  name: 'ROUND',
  category: 'number',
  help: { 'zh-CN': '四舍五入', 'en-US': 'Rounds half up' },
  parameters: [parameter('number'), parameter('digits', { optional: true })],
} as unknown as FormulaFunction;

const rounddown = { ...round, name: 'DOWNROUND' };

describe('the function around the cursor', () => {
  const call = (source: string) => readAt(source.replace('|', ''), source.indexOf('|')).call;

  it('is the innermost open one, with its argument', () => {
    expect(call('IF(a, ROUND(b, |2), c)')).toMatchObject({ name: 'ROUND', argument: 1 });
    expect(call('IF(a, ROUND(b, 2), |c)')).toMatchObject({ name: 'IF', argument: 2 });
    expect(call('ROUND((a + |b), 2)')).toMatchObject({ name: 'ROUND', argument: 0 });
    expect(call('ROUND(a)|')).toBeUndefined();
  });

  it('is the one whose name the cursor touches', () => {
    expect(call('1 + ROU|ND(a)')).toEqual({ name: 'ROUND' });
    expect(call('round|(a)')).toEqual({ name: 'ROUND' });
  });

  it('does not count commas in texts and lists', () => {
    expect(call('IF(x IN ("a, b", "c"), |')).toMatchObject({ name: 'IF', argument: 1 });
    expect(call('IF("(", |')).toMatchObject({ name: 'IF', argument: 1 });
  });

  it('reads the brackets and commas of a Chinese keyboard', () => {
    expect(call('ROUND（a，|')).toMatchObject({ name: 'ROUND', argument: 1 });
  });
});

describe('the reference', () => {
  it('finds functions by name first, then by what they do, in either language', () => {
    const names = (query: string) => findFunctions([rounddown, choose, round], query).map((one) => one.name);
    expect(names('round')).toEqual(['ROUND', 'DOWNROUND']);
    expect(names('四舍')).toEqual(['DOWNROUND', 'ROUND']);
    expect(names('first match')).toEqual(['CASE']);
    expect(names('nothing like it')).toEqual([]);
  });

  it('keeps to a category', () => {
    expect(findFunctions([choose, round], '', 'logic')).toEqual([choose]);
  });

  it('knows which parameter an argument is for, also of repeated ones', () => {
    expect([0, 1, 2, 3, 4].map((argument) => parameterAt(choose, argument))).toEqual([0, 1, 2, 1, 2]);
    expect([0, 1, 2].map((argument) => parameterAt(round, argument))).toEqual([0, 1, -1]);
    expect(parametersOf(choose)).toBe('value, match, result, …, else?');
  });
});

describe('what is asked and answered', () => {
  it('says where the expression will stand', () => {
    const place = { object: 'deal', expected: 'number', limit: 'formula' } as const;
    expect(questionOf('1', place, {})).toEqual({
      object: 'deal',
      expression: '1',
      expected: 'number',
      place: 'formula',
    });
    const filter = { object: 'city', self: 'deal', before: true } as const;
    expect(questionOf('1', filter, { record: 'a', thisRecord: 'b' })).toEqual({
      object: 'city',
      expression: '1',
      before: true,
      this: 'deal',
      record: 'a',
      thisRecord: 'b',
    });
  });

  it('marks each problem at its place', () => {
    const problems = problemsOf({
      ok: false,
      type: 'any',
      references: [],
      problems: [
        {
          code: 'UNKNOWN_NAME',
          path: '/expression',
          message: 'There is no field "amuont"',
          params: { offset: 4, length: 6, line: 1, column: 5 },
        },
      ],
    });
    expect(marksOf(problems)).toEqual([{ message: 'There is no field "amuont"', from: 4, to: 10 }]);
    expect(problems[0]).toMatchObject({ line: 1, column: 5 });
  });

  it('puts in what was meant, and nothing where it is only a part of what is written', () => {
    const problem = (code: string) =>
      problemsOf({
        ok: false,
        type: 'any',
        references: [],
        problems: [{ code, path: '/expression', params: { offset: 4, length: 6, suggestion: 'amount' } }],
      })[0]!;
    expect(mended('1 + amuont * 2', problem('UNKNOWN_NAME'))).toBe('1 + amount * 2');
    expect(problem('UNKNOWN_OPTION').instead).toBeUndefined();
  });
});

describe('the type of the result', () => {
  const catalog = {
    objects: [
      {
        name: 'deal',
        fields: [
          { name: 'amount', type: 'currency', shape: 'DECIMAL' },
          { name: 'title', type: 'text', shape: 'TEXT' },
          {
            name: 'stage',
            type: 'select',
            shape: 'TEXT',
            options: [{ name: 'open' }],
          },
        ],
      },
    ],
  } as unknown as Catalog;
  const says = (text: string, place = {}, gives?: string) => {
    const { says, asked } = outcomeOf(text, catalog, { object: 'deal', ...place }, gives);
    return { says, asked };
  };

  it('is called as people call it', () => {
    expect(says('amount * 2')).toEqual({ says: '数字', asked: undefined });
    expect(says('amount')).toEqual({ says: '货币', asked: undefined });
    expect(says('amount * 2', { expected: 'number' }, 'currency')).toEqual({
      says: '货币',
      asked: undefined,
    });
  });

  it('is told beside the one that was expected where they do not agree', () => {
    expect(says('title', { expected: 'number' }, 'currency')).toEqual({ says: '文本', asked: '货币' });
    expect(says('amount', { expected: 'boolean' })).toEqual({ says: '货币', asked: '是/否' });
    expect(says('"won"', { field: 'stage' })).toEqual({ says: '文本', asked: '单选' });
  });

  it('takes a text that can be read as a day for one', () => {
    expect(says('"2026-05-21"', { expected: 'date' }, 'date').asked).toBeUndefined();
  });

  it('is unknown while the text cannot be read', () => {
    expect(says('amount *')).toEqual({ says: undefined, asked: undefined });
  });

  it('shows values as people read them', () => {
    expect(sayValue(1234.5, 'number')).toBe('1,234.5');
    expect(sayValue(true, 'boolean')).toBe('是（TRUE）');
    expect(sayValue(null, 'number')).toBe('（空）');
  });
});
