import { describe, expect, it } from 'vitest';
import type { Catalog, ObjectDefinition } from '../../api/model';
import { allOf, anyOf, literal, quote } from '../../fields/expression';
import { setTimeZone } from '../../kit/format';
import { writeCondition, type Condition } from './state';

const thing: ObjectDefinition = {
  name: 'thing',
  nameField: 'title',
  fields: [
    { name: 'title', type: 'text' },
    { name: 'size', type: 'decimal' },
    { name: 'due', type: 'date' },
    { name: 'seen', type: 'datetime' },
    { name: 'state', type: 'select', options: [{ name: 'open' }, { name: 'done' }] },
    { name: 'parts', type: 'multiSelect', options: [{ name: 'a' }] },
    { name: 'parent', type: 'lookup', target: 'thing' },
    { name: 'owner', type: 'user' },
    { name: 'ready', type: 'boolean' },
    { name: 'worth', type: 'formula', returns: 'currency' },
  ],
};
const catalog: Catalog = { version: 1, objects: [thing] };
const say = (condition: Condition) => writeCondition(catalog, thing, condition);

describe('a filter in the expression language', () => {
  it.each<[Condition, string]>([
    [{ field: 'title', op: 'contains', value: 'north' }, 'CONTAINS(title, "north")'],
    [{ field: 'title', op: 'starts', value: 'a' }, 'STARTSWITH(title, "a")'],
    [{ field: 'title', op: 'empty' }, 'ISBLANK(title)'],
    [{ field: 'size', op: 'between', value: [1, 2.5] }, '(size >= 1) AND (size <= 2.5)'],
    [{ field: 'size', op: 'between', value: [0] }, 'size >= 0'],
    [{ field: 'worth', op: 'greater', value: 10 }, 'worth > 10'],
    [{ field: 'state', op: 'any', value: ['open'] }, 'state = "open"'],
    [{ field: 'state', op: 'any', value: ['open', 'done'] }, 'state IN ("open", "done")'],
    [{ field: 'state', op: 'none', value: ['open'] }, 'NOT (state = "open")'],
    [{ field: 'parts', op: 'any', value: ['a', 'b'] }, 'INCLUDES(parts, "a") OR INCLUDES(parts, "b")'],
    [{ field: 'parent', op: 'any', value: [{ id: 'thg_1', name: 'One' }] }, 'parent = "thg_1"'],
    [{ field: 'parent.title', op: 'is', value: 'x' }, 'parent.title = "x"'],
    [{ field: 'owner', op: 'me' }, 'owner = ME()'],
    [{ field: 'ready', op: 'no' }, 'ready <> TRUE'],
    [{ field: 'due', op: 'on', value: '2026-02-28' }, '(due >= "2026-02-28") AND (due < "2026-03-01")'],
  ])('%o', (condition, expression) => expect(say(condition)).toBe(expression));

  it('begins a day where it begins for the user', () => {
    setTimeZone('Asia/Shanghai');
    expect(say({ field: 'seen', op: 'before', value: '2026-02-01' })).toBe(
      'seen < "2026-01-31T16:00:00.000Z"',
    );
  });

  it('says nothing while a value is missing', () => {
    expect(say({ field: 'title', op: 'contains', value: '' })).toBeUndefined();
    expect(say({ field: 'state', op: 'any', value: [] })).toBeUndefined();
    expect(say({ field: 'gone', op: 'is', value: 'x' })).toBeUndefined();
  });

  it('lets no value break out of its quotes', () => {
    expect(quote('a" OR TRUE OR "')).toBe('"a\\" OR TRUE OR \\""');
    expect(quote('back\\slash')).toBe('"back\\\\slash"');
  });

  it('joins only what says something', () => {
    expect(allOf([undefined, '', 'a = 1'])).toBe('a = 1');
    expect(allOf(['a = 1', 'b = 2 OR c = 3'])).toBe('(a = 1) AND (b = 2 OR c = 3)');
    expect(allOf([])).toBeUndefined();
    expect(anyOf('a', [1, true])).toBe('a IN (1, TRUE)');
    expect(literal(null)).toBe('NULL');
  });
});
