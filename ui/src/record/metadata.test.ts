import { describe, expect, it } from 'vitest';
import type { Catalog, Me, ObjectDefinition, RecordData } from '../api/model';
import { mayApply } from './detail/when';
import { canEdit, chooseLayout, relatedOf, sectionsOf, viewsOf } from './metadata';
import { changedValues, defaultValues } from './values';

const parent: ObjectDefinition = {
  name: 'parent',
  nameField: 'name',
  fields: [
    { name: 'name', type: 'text' },
    { name: 'note', type: 'longText' },
    { name: 'state', type: 'select', options: [{ name: 'open' }], default: 'open' },
    { name: 'due', type: 'date', default: { expression: 'TODAY()' } },
    { name: 'above', type: 'lookup', target: 'parent' },
    { name: 'code', type: 'autoNumber' },
    { name: 'secret', type: 'text', hidden: true },
    { name: 'owner', type: 'user', system: true, editable: true },
    { name: 'createdAt', type: 'datetime', system: true, editable: true },
  ],
};
const child: ObjectDefinition = {
  name: 'child',
  nameField: 'name',
  fields: [
    { name: 'name', type: 'text' },
    { name: 'of', type: 'masterDetail', target: 'parent', relationLabel: { 'zh-CN': 'x' } },
    { name: 'about', type: 'lookup', targets: ['parent', 'child'] },
  ],
};
const catalog: Catalog = {
  version: 1,
  objects: [parent, child],
  layouts: [
    { name: 'all', object: 'parent' },
    { name: 'phone', object: 'parent', device: 'phone' },
    { name: 'bosses', object: 'parent', roles: ['boss'] },
  ],
  views: [
    { name: 'a', object: 'parent' },
    { name: 'b', object: 'parent', default: true },
  ],
};
const person = (...roles: string[]) => ({ roles: roles.map((name) => ({ name })) }) as unknown as Me;
const record = (values: object) => ({ id: 'x', version: 1, ...values }) as RecordData;

describe('screens from metadata', () => {
  it('draws every field of an object nobody laid out, the wide ones last and none that is hidden', () => {
    const names = sectionsOf(parent, undefined).map((section) => section.fields.map((field) => field.name));
    expect(names).toEqual([['name', 'state', 'due', 'above', 'code'], ['note']]);
  });

  it('takes the layout that fits closest', () => {
    expect(chooseLayout(catalog, person(), 'parent', false)?.name).toBe('all');
    expect(chooseLayout(catalog, person(), 'parent', true)?.name).toBe('phone');
    expect(chooseLayout(catalog, person('boss'), 'parent', false)?.name).toBe('bosses');
  });

  it('lists what points to a record: its parts, and links that may lead to several objects', () => {
    const related = relatedOf(catalog, parent, undefined).map((one) => [
      one.object.name,
      one.via.name,
      one.parts,
    ]);
    expect(related).toEqual([
      ['parent', 'above', false],
      ['child', 'of', true],
      ['child', 'about', false],
    ]);
  });

  it('opens a list with its default view', () => {
    expect(viewsOf(catalog, 'parent').map((view) => view.name)).toEqual(['b', 'a']);
  });

  it('offers no input for what is computed or kept by the system', () => {
    expect(parent.fields.filter(canEdit).map((field) => field.name)).toEqual([
      'name',
      'note',
      'state',
      'due',
      'above',
      'secret',
      'owner',
    ]);
  });
});

describe('what a form sends', () => {
  it('starts with literal defaults and leaves computed ones to the server', () => {
    expect(defaultValues(parent)).toEqual({ state: 'open' });
  });

  it('is what changed, links as ids', () => {
    const base = { name: 'a', above: { id: 'p1', name: 'P' }, state: 'open' };
    expect(changedValues(parent, { ...base, name: 'b', above: { id: 'p2', name: 'Q' } }, base)).toEqual({
      name: 'b',
      above: 'p2',
    });
    expect(changedValues(parent, { ...base, above: { id: 'p1', name: 'renamed' } }, base)).toEqual({});
    expect(changedValues(parent, { ...base, above: null }, base)).toEqual({ above: null });
  });
});

describe('whether an action is worth a button', () => {
  it('reads plain comparisons and leaves the rest to the server', () => {
    expect(mayApply(undefined, record({}))).toBe(true);
    expect(mayApply("state <> 'done'", record({ state: 'done' }))).toBe(false);
    expect(mayApply("state <> 'done' AND state <> 'lost'", record({ state: 'open' }))).toBe(true);
    expect(mayApply('state = "open"', record({ state: 'done' }))).toBe(false);
    expect(mayApply('above = NULL', record({ above: null }))).toBe(true);
    expect(mayApply("state = 'a' OR state = 'b'", record({ state: 'c' }))).toBe(true);
  });
});
