import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { diagnosticsOf } from './marks';

const doc = Text.of(['const a = 1;', '  const = 2;', '']);
const rangeOf = (mark: { line?: number; column?: number; from?: number; to?: number }) => {
  const [found] = diagnosticsOf(doc, [{ message: 'bad', ...mark }]);
  return [found!.from, found!.to];
};

describe('the place of a mark', () => {
  it('is the word at a line and column', () => {
    expect(rangeOf({ line: 2, column: 3 })).toEqual([15, 20]);
    expect(rangeOf({ line: 2, column: 9 })).toEqual([21, 22]);
  });

  it('is the whole line without its indentation where nobody knows the column', () => {
    expect(rangeOf({ line: 2 })).toEqual([15, 25]);
  });

  it('is what offsets say', () => {
    expect(rangeOf({ from: 6, to: 7 })).toEqual([6, 7]);
    expect(rangeOf({ from: 6 })).toEqual([6, 7]);
  });

  it('stays within the text', () => {
    expect(rangeOf({ line: 99, column: 5 })).toEqual([26, 26]);
    expect(rangeOf({ line: 2, column: 200 })).toEqual([25, 25]);
    expect(rangeOf({ from: 500, to: 600 })).toEqual([26, 26]);
  });

  it('is an error unless it is said to be less', () => {
    expect(diagnosticsOf(doc, [{ message: 'a' }, { message: 'b', severity: 'warning' }])).toMatchObject([
      { message: 'a', severity: 'error' },
      { message: 'b', severity: 'warning' },
    ]);
  });
});
