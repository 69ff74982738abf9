import { describe, expect, it } from 'vitest';
import { moved, toAssignment, under, withEntry, type Entry } from './model';

describe('an assignment rule', () => {
  it('is sent without blanks and without what another method means', () => {
    expect(
      toAssignment({
        name: 'who',
        object: 'lead',
        active: true,
        order: 0,
        when: ' ',
        entries: [
          { name: 'e1', method: 'fixed', users: ['li'], load: 'closed = false', department: '' },
          { name: 'e2', method: 'leastLoad', role: 'seller', users: [], load: 'closed = false' },
        ],
      }),
    ).toEqual({
      name: 'who',
      object: 'lead',
      entries: [
        { name: 'e1', method: 'fixed', users: ['li'] },
        { name: 'e2', method: 'leastLoad', role: 'seller', load: 'closed = false' },
      ],
    });
  });

  it('says that it is not in force', () => {
    expect(toAssignment({ name: 'x', object: 'lead', active: false, entries: [] })).toEqual({
      name: 'x',
      object: 'lead',
      active: false,
    });
  });

  it('names a new entry as none is named', () => {
    const entries: Entry[] = [
      { name: 'e4', method: 'fixed' },
      { name: 'east', method: 'fixed' },
    ];
    expect(withEntry(entries).at(-1)?.name).toBe('e5');
    expect(withEntry([{ method: 'fixed' }]).at(-1)?.name).toBe('e2');
  });

  it('moves entries and stops at the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });

  it('tells the problems of a list with those of its elements', () => {
    const places = {
      '/entries/0/users/1': ['nobody'],
      '/entries/0/users': ['none'],
      '/entries/0/use': ['x'],
    };
    expect(under(places, '/entries/0/users')).toEqual(['nobody', 'none']);
  });
});
