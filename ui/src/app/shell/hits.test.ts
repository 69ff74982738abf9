import { describe, expect, it } from 'vitest';
import type { ObjectDefinition, SearchHit } from '../../api/model';
import { excerpt } from '../../kit/Marked';
import { groupHits, pieces, rangesOf } from './hits';

const object = { name: 'visit', nameField: 'title' } as ObjectDefinition;
const hit: SearchHit = {
  object: 'visit',
  id: 'vis_1',
  name: '华东',
  fields: {
    title: '华东',
    code: 'V-1',
    phone: '138-0013-8000',
    note: null,
    place: { id: 'x', name: 'Here' },
  },
  highlights: [
    { field: 'title', ranges: [[0, 2]] },
    { field: 'phone', ranges: [[4, 8]] },
  ],
};

describe('a hit', () => {
  it('shows what matched before what did not, without its name and what is empty', () => {
    expect(pieces(hit, object).map((piece) => piece.text)).toEqual(['138-0013-8000', 'V-1', 'Here']);
    expect(rangesOf(hit, 'title')).toEqual([[0, 2]]);
    expect(rangesOf(hit, 'code')).toEqual([]);
  });

  it('keeps its place among those of its object', () => {
    const other = { ...hit, object: 'place', id: 'pla_1' };
    expect(
      groupHits([hit, other, { ...hit, id: 'vis_2' }]).map(([name, hits]) => [name, hits.length]),
    ).toEqual([
      ['visit', 2],
      ['place', 1],
    ]);
  });
});

describe('an excerpt', () => {
  it('has the marked part in it, and the ranges where it is', () => {
    const text = `${'a'.repeat(100)}needle${'b'.repeat(100)}`;
    const cut = excerpt(text, [[100, 106]]);
    const [[from, to]] = cut.ranges as [[number, number]];
    expect(cut.text.slice(from, to)).toBe('needle');
    expect(cut.text.length).toBeLessThan(70);
    expect(excerpt('short', [[0, 5]])).toEqual({ text: 'short', ranges: [[0, 5]] });
  });
});
