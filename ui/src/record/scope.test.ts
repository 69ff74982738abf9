import { describe, expect, it } from 'vitest';
import type { Catalog, ObjectDefinition } from '../api/model';
import { compile, condition } from '../expression';
import { expressionScope } from './scope';

const account: ObjectDefinition = {
  name: 'account',
  nameField: 'name',
  fields: [
    { name: 'name', type: 'text', shape: 'TEXT' },
    { name: 'revenue', type: 'currency', shape: 'DECIMAL' },
    { name: 'site', type: 'address', shape: 'GROUP' },
  ],
};
const deal: ObjectDefinition = {
  name: 'deal',
  nameField: 'name',
  fields: [
    { name: 'name', type: 'text', shape: 'TEXT' },
    { name: 'stage', type: 'select', shape: 'TEXT', options: [{ name: 'open' }, { name: 'won' }] },
    { name: 'due', type: 'date', shape: 'DAY' },
    { name: 'account', type: 'lookup', shape: 'LINK', target: 'account' },
    { name: 'about', type: 'lookup', shape: 'LINK', targets: ['account', 'deal'] },
    { name: 'tags', type: 'multiSelect', shape: 'MANY', options: [{ name: 'vip' }] },
  ],
};
const catalog: Catalog = { version: 1, objects: [account, deal] };
const scope = expressionScope(catalog, deal);

describe('the names an expression may use on an object', () => {
  it('are its fields and those behind a link to one object', () => {
    expect(compile('account.revenue * 2', scope)).toMatchObject({ ok: true, type: 'number' });
    expect(compile('about.name', scope).problems[0]).toMatchObject({ code: 'NOT_A_LINK' });
    expect(compile('account.site', scope).problems[0]).toMatchObject({ code: 'UNKNOWN_NAME', offset: 8 });
  });

  it('know their options', () => {
    expect(condition('stage = "wno"', scope).problems[0]).toMatchObject({
      code: 'UNKNOWN_OPTION',
      params: { suggestion: 'won' },
    });
    expect(condition('INCLUDES(tags, "vip")', scope).holds({ tags: ['vip'] })).toBe(true);
    expect(
      condition('stage = "won" AND due < "2026-01-01"', scope).holds({ stage: 'won', due: '2025-12-31' }),
    ).toBe(true);
  });
});
