import { describe, expect, it } from 'vitest';
import { differences } from './differences';

describe('differences of definitions', () => {
  const before = {
    name: 'visit',
    label: { 'zh-CN': 'a', 'en-US': 'b' },
    fields: [
      { name: 'title', type: 'text', max: 40 },
      { name: 'cost', type: 'decimal' },
    ],
    indexes: [['a']],
  };

  it('are none between equals', () => {
    expect(differences(before, structuredClone(before))).toEqual([]);
  });

  it('name fields by their names, and what is new or gone', () => {
    const after = {
      ...before,
      fields: [
        { name: 'cost', type: 'decimal' },
        { name: 'title', type: 'text', max: 50 },
        { name: 'note', type: 'text' },
      ],
      indexes: [['b']],
    };
    expect(differences(before, after)).toEqual([
      { path: 'fields / title / max', from: 40, to: 50 },
      { path: 'fields / note', from: undefined, to: { name: 'note', type: 'text' } },
      { path: 'indexes', from: [['a']], to: [['b']] },
    ]);
    expect(differences(after, { ...after, fields: after.fields.slice(0, 2) })).toEqual([
      { path: 'fields / note', from: { name: 'note', type: 'text' }, to: undefined },
    ]);
  });

  it('are the whole where there was nothing', () => {
    expect(differences(null, before)).toEqual([{ path: '', from: null, to: before }]);
  });
});
