import { describe, expect, it } from 'vitest';
import type { Catalog, Field, ObjectDefinition } from '../../api/model';
import { complete } from './completion';
import type { FormulaFunction } from './library';
import type { FormulaPlace } from './place';

const text = (zh: string, en: string) => ({ 'zh-CN': zh, 'en-US': en });
const field = (name: string, type: string, shape: string, more: Partial<Field> = {}) =>
  ({ name, type, shape, label: text(name, name), ...more }) as Field;

const deal = {
  name: 'deal',
  label: text('交易', 'Deal'),
  nameField: 'title',
  fields: [
    field('title', 'text', 'TEXT', { label: text('标题', 'Title') }),
    field('amount', 'currency', 'DECIMAL', { label: text('金额', 'Amount') }),
    field('stage', 'select', 'TEXT', {
      label: text('阶段', 'Stage'),
      options: [
        { name: 'open', label: text('进行中', 'Open') },
        { name: 'won', label: text('赢单', 'Won') },
      ],
    }),
    field('closedOn', 'date', 'DAY', { label: text('结束日期', 'Closed on') }),
    field('account', 'lookup', 'LINK', { label: text('客户', 'Account'), target: 'account' }),
    field('place', 'address', 'GROUP', { label: text('地址', 'Address') }),
  ],
} as unknown as ObjectDefinition;

const account = {
  name: 'account',
  label: text('客户', 'Account'),
  nameField: 'name',
  fields: [
    field('name', 'text', 'TEXT', { label: text('名称', 'Name') }),
    field('industry', 'text', 'TEXT', { label: text('行业', 'Industry') }),
    field('parent', 'lookup', 'LINK', { label: text('上级客户', 'Parent'), target: 'account' }),
  ],
} as unknown as ObjectDefinition;

const catalog = { objects: [deal, account] } as unknown as Catalog;

const made = (name: string, parameters: [string, string][], more: Partial<FormulaFunction> = {}) =>
  ({
    name,
    category: 'number',
    signature: '',
    parameters: parameters.map(([parameter, type]) => ({
      name: parameter,
      type,
      repeated: false,
      optional: false,
    })),
    result: 'number',
    help: text(`${name} 的说明`, `What ${name} does`),
    nulls: 'strict',
    examples: [{ expression: `${name}(1)`, result: '1' }],
    serverOnly: false,
    needsBefore: false,
    ...more,
  }) as FormulaFunction;

const functions = [
  made('ABS', [['number', 'number']]),
  made('ROUND', [
    ['number', 'number'],
    ['digits', 'number'],
  ]),
  made('YEAR', [['day', 'date']]),
  made('TODAY', [], { changesByItself: true }),
  made('NOW', [], { changesByItself: true }),
  made('ISCHANGED', [['field', 'any']], { needsBefore: true }),
  made('CASE', [
    ['value', 'S'],
    ['match', 'S'],
  ]),
];

/** What is offered at the `|` of a text. */
function at(source: string, place: FormulaPlace = { object: 'deal' }, asked = false) {
  const offset = source.indexOf('|');
  const whole = source.replace('|', '');
  const found = complete(whole, offset, asked, { catalog, place, functions, language: 'zh-CN' });
  return {
    labels: found?.options.map((one) => one.label) ?? [],
    options: found?.options ?? [],
    replaced: found && whole.slice(found.from, found.to ?? offset),
  };
}

describe('completion of formulas', () => {
  it('offers fields by name, with label and type beside it', () => {
    const { options, replaced } = at('1 + amo|');
    expect(options[0]).toMatchObject({ label: 'amount', detail: '金额 · 货币', kind: 'property' });
    expect(replaced).toBe('amo');
  });

  it('finds a field by its Chinese label and puts in its name', () => {
    const { labels, replaced } = at('ROUND(金额|');
    expect(labels).toEqual(['amount']);
    expect(replaced).toBe('金额');
  });

  it('finds a field by part of a label in either language', () => {
    expect(at('日期|').labels).toEqual(['closedOn']);
    expect(at('closed|').labels).toEqual(['closedOn']);
    expect(at('阶|').labels).toEqual(['stage']);
    expect(at('acnt|').labels).toEqual(['account']);
    expect(at('indus|').labels).toEqual([]);
  });

  it('follows links several steps, also by label', () => {
    expect(at('account.|').labels).toEqual(['name', 'industry', 'parent']);
    expect(at('account.parent.in|').labels).toEqual(['industry']);
    expect(at('account.parent.行业|')).toMatchObject({ labels: ['industry'], replaced: '行业' });
    expect(at('title.|').labels).toEqual([]);
  });

  it('shows with an arrow where a dot leads on', () => {
    expect(at('acc|').options[0]!.detail).toBe('客户 · 关联 →');
  });

  it('offers functions in any case, with help, the cursor between the brackets', () => {
    expect(at('rou|').options[0]).toMatchObject({
      label: 'ROUND',
      insert: 'ROUND()',
      cursor: 6,
      detail: '(number, digits)',
      info: 'ROUND 的说明\nROUND(1) → 1',
    });
    expect(at('toda|').options[0]).toMatchObject({ insert: 'TODAY()', cursor: 7 });
  });

  it('offers constants and the words between conditions', () => {
    expect(at('tru|').labels).toContain('TRUE');
    expect(at('amount > 1 an|').labels).toContain('AND');
  });

  it('puts first what fits the argument', () => {
    expect(at('YEAR(|)', undefined, true).labels[0]).toBe('closedOn');
    expect(at('ABS(|)', undefined, true).labels[0]).toBe('amount');
  });

  it('offers the options of the select that is compared', () => {
    expect(at('stage = |').labels).toEqual(expect.arrayContaining(['"open"', '"won"']));
    expect(at('stage = 赢|').labels).toEqual(['"won"']);
    expect(at('stage IN ("open", |').labels[0]).toBe('"open"');
    expect(at('CASE(stage, |').labels).toContain('"won"');
    expect(at('amount = |').labels).toEqual([]);
  });

  it('replaces a begun text together with the quote the editor closed', () => {
    expect(at('stage = "w|"')).toMatchObject({ labels: ['"won"'], replaced: '"w"' });
    expect(at('stage = "赢|')).toMatchObject({ labels: ['"won"'], replaced: '"赢' });
  });

  it('stays quiet inside other texts, in numbers and where nothing was typed', () => {
    expect(at('title = "amo|"').labels).toEqual([]);
    expect(at('12|').labels).toEqual([]);
    expect(at('|').labels).toEqual([]);
    expect(at('|', undefined, true).labels).toContain('amount');
  });

  it('offers no field that an expression cannot read', () => {
    expect(at('pla|').labels).toEqual([]);
  });

  it('offers ISCHANGED only where the record as it was is known', () => {
    expect(at('ISCH|').labels).toEqual([]);
    expect(at('ISCH|', { object: 'deal', before: true }).labels).toEqual(['ISCHANGED']);
  });

  it('offers to a kept value no function that changes by itself', () => {
    expect(at('NOW|', { object: 'deal', limit: 'formula' }).labels).toEqual([]);
    expect(at('TODAY|', { object: 'deal', limit: 'formula' }).labels).toEqual(['TODAY']);
    expect(at('TODAY|', { object: 'deal', limit: 'score' }).labels).toEqual([]);
  });

  it('follows no link where only the own fields may be read', () => {
    expect(at('account.|', { object: 'deal', limit: 'default' }).labels).toEqual([]);
  });

  it('leads back to the record a filter is for', () => {
    const place: FormulaPlace = { object: 'account', self: 'deal', expected: 'boolean' };
    expect(at('name = th|', place).labels).toContain('this');
    expect(at('name = this.ti|', place).labels).toEqual(['title']);
    expect(at('name = this.account.in|', place).labels).toEqual(['industry']);
  });
});
