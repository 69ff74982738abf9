import { describe, expect, it } from 'vitest';
import {
  addColumn,
  addRow,
  byPlace,
  emptyTable,
  moveRow,
  removeColumn,
  removeRow,
  setCell,
  toDefinition,
  typedValue,
} from './table';

describe('a decision table in the designer', () => {
  it('keeps a cell for every column of every row', () => {
    let table = addRow(addColumn(addColumn(emptyTable, 'inputs'), 'outputs'));
    table = setCell(setCell(table, 1, 'inputs', 1, '> 5'), 1, 'outputs', 1, '"x"');
    expect(table.rows[1]).toEqual({ when: ['-', '> 5'], then: [null, '"x"'] });
    table = removeColumn(removeColumn(table, 'inputs', 0), 'outputs', 0);
    expect(table.rows).toEqual([
      { when: ['-'], then: [null] },
      { when: ['> 5'], then: ['"x"'] },
    ]);
    expect(table.inputs.map((one) => one.name)).toEqual(['input2']);
  });

  it('moves rows only within the table', () => {
    const table = setCell(addRow(emptyTable), 0, 'inputs', 0, '"a"');
    expect(moveRow(table, 0, -1)).toBe(table);
    expect(moveRow(table, 0, 1).rows.map((row) => row.when[0])).toEqual(['-', '"a"']);
    expect(removeRow(table, 0).rows.map((row) => row.when[0])).toEqual(['-']);
  });

  it('never gives two columns the same name', () => {
    const table = removeColumn(addColumn(addColumn(emptyTable, 'inputs'), 'inputs'), 'inputs', 1);
    const names = addColumn(table, 'inputs').inputs.map((one) => one.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('sends nothing that says nothing', () => {
    const sent = toDefinition({
      ...emptyTable,
      name: 'd',
      object: '',
      aggregation: 'sum',
      inputs: [{ name: 'a', type: 'number', values: [], expression: 'b' }],
      outputs: [{ name: 'c', type: 'number', default: '' }],
    });
    expect(sent).toEqual({
      name: 'd',
      hitPolicy: 'unique',
      inputs: [{ name: 'a', type: 'number' }],
      outputs: [{ name: 'c', type: 'number' }],
      rows: [{ when: ['-'], then: [null] }],
    });
  });

  it('reads typed values by their type', () => {
    expect(typedValue('number', ' 1.5 ')).toBe(1.5);
    expect(typedValue('number', 'much')).toBe('much');
    expect(typedValue('boolean', 'TRUE')).toBe(true);
    expect(typedValue('list', 'a, b')).toEqual(['a', 'b']);
    expect(typedValue('text', '')).toBeNull();
  });

  it('finds problems by their place, also of a draft that was tried', () => {
    expect(
      byPlace([
        { code: 'A', path: '/definition/rows/0/when/1', message: 'no' },
        { code: 'B', path: '/rows/0/when/1' },
      ]),
    ).toEqual({ '/rows/0/when/1': ['no', 'B'] });
  });
});
