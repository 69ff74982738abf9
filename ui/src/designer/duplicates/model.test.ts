import { describe, expect, it } from 'vitest';
import type { ObjectDefinition } from '../../api/model';
import { blank, comparable, definitionOf, waysOf, type DuplicateRule } from './model';

const object = {
  name: 'customer',
  nameField: 'title',
  fields: [
    { name: 'title', type: 'text', shape: 'TEXT' },
    { name: 'phone', type: 'phone', shape: 'TEXT' },
    { name: 'amount', type: 'decimal', shape: 'DECIMAL' },
    { name: 'total', type: 'rollup', shape: 'DECIMAL' },
    { name: 'tags', type: 'tags', shape: 'MANY' },
    { name: 'owner', type: 'user', shape: 'LINK', system: true },
  ],
} as unknown as ObjectDefinition;

describe('duplicate rules in the designer', () => {
  it('offer only what can be compared, in ways that fit', () => {
    expect(comparable(object).map((field) => field.name)).toEqual(['title', 'phone', 'amount']);
    expect(waysOf(object.fields[1])).toEqual(['phone', 'exact']);
    expect(waysOf(object.fields[2])).toEqual(['exact']);
    expect(blank(object).match).toEqual([{ all: [{ field: 'title', by: 'text' }] }]);
  });

  it('are published without what is empty or no longer compared', () => {
    const rule: DuplicateRule = {
      ...blank(object),
      name: 'same',
      when: '',
      label: { 'zh-CN': '', 'en-US': '' },
      package: 'tenant',
      match: [{ all: [{ field: 'phone', by: 'phone' }] }, { all: [] }],
      against: [{ object: 'lead', fields: { phone: 'mobile', title: 'company' }, when: ' ' }],
    };
    expect(definitionOf(rule)).toEqual({
      name: 'same',
      object: 'customer',
      action: 'warn',
      match: [{ all: [{ field: 'phone', by: 'phone' }] }],
      against: [{ object: 'lead', fields: { phone: 'mobile' } }],
    });
  });
});
