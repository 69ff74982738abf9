import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Catalog, Field, ObjectDefinition, Rule } from '../../api/model';
import { UNKNOWN } from '../../expression';
import { ruleBook } from './book';
import { evaluateRules, type Situation } from './evaluate';
import type { Outcome } from './outcome';

interface Case {
  name: string;
  rules: Rule[];
  before?: Record<string, unknown>;
  values: Record<string, unknown>;
  expect: {
    fields: Record<string, unknown>;
    problems: { rule: string; field: string | null; message: string }[];
  };
}

interface Vectors {
  now: string;
  zone: string;
  user: string;
  department: string;
  objects: ObjectDefinition[];
  records: Record<string, { values: Record<string, unknown> }>;
  cases: Case[];
}

/** The file that the server's own tests run through. */
const file = JSON.parse(
  readFileSync(
    new URL('../../../../rules/src/test/resources/io/trellis/rules/condition/vectors.json', import.meta.url),
    'utf8',
  ),
) as Vectors;

const shapes: Record<string, string> = {
  text: 'TEXT',
  select: 'TEXT',
  cascade: 'TEXT',
  decimal: 'DECIMAL',
  integer: 'WHOLE',
  formula: 'DECIMAL',
  boolean: 'FLAG',
  date: 'DAY',
  datetime: 'MOMENT',
  lookup: 'LINK',
  user: 'LINK',
  multiSelect: 'MANY',
};

/** An object as the catalog gives it: options spelled out, shapes and system fields added. */
function asServed(object: ObjectDefinition): ObjectDefinition {
  const system = [
    { name: 'owner', type: 'user', targets: ['user'] },
    { name: 'createdAt', type: 'datetime' },
    { name: 'recordType', type: 'select', options: object.recordTypes ?? [] },
  ] as unknown as Field[];
  const fields = [...object.fields, ...system].map((field) => ({
    ...field,
    shape: shapes[field.type],
    targets: field.targets ?? (field.target ? [field.target] : undefined),
    options: field.options?.map(asOption),
  }));
  return { ...object, fields } as ObjectDefinition;
}

type Written = { name: string; children?: unknown[] } | string;
function asOption(option: unknown): { name: string } {
  const written = option as Written;
  if (typeof written === 'string') return { name: written };
  return { ...written, children: written.children?.map(asOption) } as { name: string };
}

const objects = file.objects.map(asServed);
const catalog = { version: 1, objects } as unknown as Catalog;
const deal = objects.find((object) => object.name === 'deal')!;

function situationOf(one: Case): Situation {
  const start: Record<string, unknown> = one.before
    ? { ...one.before }
    : { owner: file.user, recordType: 'fresh', level: 'low' };
  return {
    before: one.before ?? null,
    values: { ...start, ...one.values },
    sent: (field) => field in one.values,
    remote: (path, link) => file.records[String(link)]?.values[path.split('.')[1]!] ?? null,
    surroundings: {
      now: new Date(file.now),
      zone: file.zone,
      userId: file.user,
      departmentId: file.department,
    },
  };
}

const form = (outcome: Outcome) => ({
  fields: Object.fromEntries(
    Object.entries(outcome.fields).filter(([, state]) => Object.keys(state).length > 0),
  ),
  problems: outcome.problems.map((problem) => ({ ...problem, message: problem.message['en-US'] })),
});

describe('shared cases', () => {
  it.each(file.cases)('$name', (one) => {
    const book = ruleBook(catalog, deal, one.rules);
    expect(book.defaults.length + book.others.length).toBe(
      one.rules.filter((rule) => rule.active !== false).length,
    );
    expect(form(evaluateRules(book, situationOf(one)))).toEqual(one.expect);
  });
});

describe('what is not known here', () => {
  const unknown = (rule: Partial<Rule>, values: Record<string, unknown>) => {
    const rules = [{ name: 'r', object: 'deal', ...rule }] as Rule[];
    return evaluateRules(ruleBook(catalog, deal, rules), {
      before: null,
      values,
      sent: () => true,
      remote: () => UNKNOWN,
      surroundings: {},
    });
  };

  it('says nothing about a link that has not been fetched', () => {
    const values = { city: 'cty_1' };
    expect(unknown({ type: 'validation', check: 'city.open', message: {} }, values).problems).toEqual([]);
    expect(unknown({ type: 'visible', fields: ['note'], when: 'city.open' }, values).fields).toEqual({});
    expect(unknown({ type: 'required', fields: ['note'], when: 'city.open' }, values).fields).toEqual({});
  });

  it('leaves rules it can not read to the server', () => {
    const odd = { type: 'validation', check: 'NEWFUNCTION(amount)', message: {} } as Partial<Rule>;
    expect(unknown(odd, { amount: 1 })).toEqual({ fields: {}, problems: [] });
  });

  it('says which paths behind links it needs', () => {
    const rules = [
      { name: 'a', object: 'deal', type: 'required', fields: ['note'], when: 'city.people > 5' },
      { name: 'b', object: 'deal', type: 'filter', field: 'city', filter: 'region = this.region' },
    ] as Rule[];
    expect(ruleBook(catalog, deal, rules).remote.sort()).toEqual(['city.people', 'city.region']);
  });
});
