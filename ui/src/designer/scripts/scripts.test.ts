import { describe, expect, it } from 'vitest';
import { place, readObject, same, toDefinition, without, type Script } from './script';
import { suggest, suggestFields } from './suggest';
import { readTypings } from './typings';

/** As the server writes them. */
const text = `
/** An exact decimal. */
declare class Decimal {
  constructor(value: Numeric);
  static of(value: Numeric): Decimal;
  plus(other: Numeric): Decimal;
  /** Below, at or above zero. */
  compare(other: Numeric): number;
}
interface QueryOptions {
  filter?: string;
}
declare const trellis: {
  query<O extends keyof Objects>(object: O, options?: QueryOptions): Objects[O][];
  /** Null when there is none. */
  get<O extends keyof Objects>(object: O, id: string): Objects[O] | null;
  log: { info(...values: any[]): void; warn(...values: any[]): void };
  http: {
    get(url: string, options?: { headers?: Record<string, string> }): HttpAnswer;
  };
  /** ISO 8601, UTC. */
  now(): string;
  user: { id: string; roles: string[]; department: string | null };
};
/** Triggers: the record. */
declare const record: any;
declare const before: any;
declare function changed(field: string): boolean;
declare function addError(field: string, message: Message): void;
declare function addError(message: Message): void;
declare function stub(name: 'query' | 'count', answer: any): void;

interface Objects {
  lead: LeadRecord;
}

/** Lead */
interface LeadRecord {
  /** Company */
  company: string | null;
  /** Amount */
  amount: Decimal | null;
  /** Version */
  readonly version: number | null;
}
`;
const typings = readTypings(text);
const trigger = { type: 'trigger', object: 'lead', when: 'before' } as const;

function labels(source: string, script: Pick<Script, 'type' | 'object' | 'when'> = trigger) {
  return suggest(typings, script, source, source.length, false)?.options.map((one) => one.label);
}

describe('completion', () => {
  it('offers what stands around a script of its type', () => {
    expect(labels('tre')).toContain('trellis');
    expect(labels('ad')).toContain('addError');
    expect(labels('ad', { ...trigger, when: 'after' })).not.toContain('addError');
    expect(labels('rec', { type: 'job' })).not.toContain('record');
    expect(labels('st')).not.toContain('stub');
  });

  it('offers the fields of the object, with their labels', () => {
    expect(labels('record.')).toEqual(['company', 'amount', 'version']);
    const found = suggest(typings, trigger, 'record.co', 9, false)!;
    expect(found.from).toBe(7);
    expect(found.options[0]).toMatchObject({ label: 'company', detail: 'string | null', info: 'Company' });
  });

  it('follows fields, variables and loops to their types', () => {
    expect(labels('record.amount.')).toEqual(['plus', 'compare']);
    expect(labels('record.amount?.pl')).toEqual(['plus', 'compare']);
    expect(labels('Decimal.')).toEqual(['of']);
    expect(labels("const one = trellis.get('lead', id);\none.")).toContain('company');
    expect(labels("for (const each of trellis.query('lead', {})) {\n  each.")).toContain('company');
    expect(labels("const sum = Decimal.of('1');\nsum.")).toEqual(['plus', 'compare']);
    expect(labels('unknown.')).toBeUndefined();
  });

  it('knows the doors of the platform', () => {
    expect(labels('trellis.')).toEqual(['query', 'get', 'log', 'http', 'now', 'user']);
    expect(labels('trellis.log.')).toEqual(['info', 'warn']);
    expect(labels('trellis.http.')).toEqual(['get']);
    expect(labels('trellis.user.')).toEqual(['id', 'roles', 'department']);
  });

  it('offers objects and fields inside the texts that name them, and nothing inside others', () => {
    expect(labels("trellis.query('")).toEqual(['lead']);
    expect(labels("if (changed('")).toEqual(['company', 'amount', 'version']);
    expect(labels("trellis.log.info('rec")).toBeUndefined();
    expect(labels('// record.')).toBeUndefined();
  });

  it('offers what the script itself has named', () => {
    expect(labels('const total = 1;\nto')).toContain('total');
  });
});

it('offers the fields of the object in its condition', () => {
  const fields = [{ name: 'amount', label: { 'zh-CN': '金额', 'en-US': 'Amount' } }];
  expect(suggestFields(fields, 'am', 2, false)).toMatchObject({ from: 0, options: [{ label: 'amount' }] });
  expect(suggestFields(fields, 'status = "am', 12, false)).toBeUndefined();
  expect(suggestFields(fields, 'amount > ', 9, false)).toBeUndefined();
  expect(suggestFields(fields, 'amount > ', 9, true)).toMatchObject({ from: 9 });
});

describe('a definition', () => {
  it('keeps what its type knows', () => {
    const script: Script = {
      name: 'a',
      type: 'endpoint',
      object: 'lead',
      when: 'before',
      on: ['create'],
      methods: [],
      runAs: 'system',
      roles: ['seller'],
      limits: { queries: undefined as never },
      active: false,
      source: '',
    };
    expect(toDefinition(script)).toEqual({
      name: 'a',
      type: 'endpoint',
      active: false,
      runAs: 'system',
      roles: ['seller'],
      source: '',
    });
    expect(toDefinition({ ...script, type: 'library' })).not.toHaveProperty('runAs');
  });

  it('is the same in any order of keys', () => {
    expect(same({ a: 1, b: { c: 2, d: [1, 2] } }, { b: { d: [1, 2], c: 2 }, a: 1 })).toBe(true);
    expect(same({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  });
});

describe('problems', () => {
  it('stand at their line, at their attribute, or on top', () => {
    const placed = place([
      {
        code: 'SCRIPT_SYNTAX',
        path: '/source',
        message: 'bad',
        params: { scriptLine: 2, column: 7 } as never,
      },
      { code: 'ROLE_MISSING', path: '/roles/1', message: 'no role', params: {} },
      { code: 'MISSING_KEY', path: '', message: 'missing', params: { key: 'object' } as never },
      { code: 'SCRIPT_TEST_FAILED', path: '', message: 'other', params: {} },
    ]);
    expect(placed.marks).toEqual([{ message: 'bad', line: 2, column: 7 }]);
    expect(placed.byKey).toEqual({ roles: ['no role'], object: ['missing'] });
    expect(placed.general).toEqual(['other']);
    expect(without(placed, ['source', 'roles'])).toEqual({
      byKey: { object: ['missing'] },
      marks: [],
      inCondition: [],
      general: ['other'],
    });
  });

  it('stand at their place in the condition until it is changed', () => {
    const placed = place([
      {
        code: 'UNKNOWN_FIELD',
        path: '/condition',
        message: 'no field',
        params: { offset: 3, length: 5 } as never,
      },
    ]);
    expect(placed.inCondition).toEqual([{ message: 'no field', from: 3, to: 8 }]);
    expect(placed.byKey).toEqual({ condition: ['no field'] });
    expect(without(placed, ['condition'])).toMatchObject({ inCondition: [], byKey: {} });
  });

  it('say at a line what the engine said, without the line', () => {
    const params = { scriptLine: 2, message: 'expected a name' } as never;
    expect(
      place([{ code: 'SCRIPT_SYNTAX', path: '/source', message: 'Line 2: expected a name', params }]).marks,
    ).toEqual([{ message: 'expected a name', line: 2, column: undefined }]);
  });
});

it('reads only objects from what was typed', () => {
  expect(readObject(' ')).toEqual({});
  expect(readObject('{"a": 1}')).toEqual({ a: 1 });
  expect(readObject('[1]')).toBeUndefined();
  expect(readObject('{a')).toBeUndefined();
});
