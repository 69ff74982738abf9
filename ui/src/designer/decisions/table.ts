import type { Text } from '../../api/model';
import type { Problem } from '../../api/problems';

export const valueTypes = ['number', 'text', 'boolean', 'date', 'datetime', 'time', 'list'] as const;
export const hitPolicies = [
  'unique',
  'first',
  'priority',
  'any',
  'collect',
  'ruleOrder',
  'outputOrder',
] as const;
export const aggregations = ['list', 'sum', 'min', 'max', 'count'] as const;

export type ValueType = (typeof valueTypes)[number];
export type HitPolicy = (typeof hitPolicies)[number];

export interface InputColumn {
  name: string;
  label?: Text | string;
  type?: ValueType;
  values?: string[];
  expression?: string;
}

export interface OutputColumn {
  name: string;
  label?: Text | string;
  type: ValueType;
  values?: (string | number)[];
  default?: string | number | boolean | null;
}

export interface Row {
  when: string[];
  then: (string | null)[];
  note?: string;
}

/** A decision table as it is defined. */
export interface DecisionTable {
  name: string;
  label?: Text | string;
  object?: string;
  inputs: InputColumn[];
  outputs: OutputColumn[];
  hitPolicy: HitPolicy;
  aggregation?: (typeof aggregations)[number];
  rows: Row[];
  package?: string;
}

export type Side = 'inputs' | 'outputs';

export const emptyTable: DecisionTable = {
  name: '',
  inputs: [{ name: 'input', type: 'text' }],
  outputs: [{ name: 'output', type: 'text' }],
  hitPolicy: 'unique',
  rows: [{ when: ['-'], then: [null] }],
};

/** The table with a further column; every row gets a cell that changes nothing. */
export function addColumn(table: DecisionTable, side: Side): DecisionTable {
  const taken = table[side].map((column) => column.name);
  const base = side === 'inputs' ? 'input' : 'output';
  let number = taken.length + 1;
  while (taken.includes(`${base}${number}`)) number++;
  const column = { name: `${base}${number}`, type: 'text' as const };
  return {
    ...table,
    [side]: [...table[side], column],
    rows: table.rows.map((row) =>
      side === 'inputs' ? { ...row, when: [...row.when, '-'] } : { ...row, then: [...row.then, null] },
    ),
  };
}

export function removeColumn(table: DecisionTable, side: Side, index: number): DecisionTable {
  const without = <T>(list: T[]) => list.filter((_, at) => at !== index);
  return {
    ...table,
    [side]: without<InputColumn | OutputColumn>(table[side]),
    rows: table.rows.map((row) =>
      side === 'inputs' ? { ...row, when: without(row.when) } : { ...row, then: without(row.then) },
    ),
  };
}

export function setCell(
  table: DecisionTable,
  row: number,
  side: Side,
  column: number,
  text: string,
): DecisionTable {
  const put = <T>(list: T[], value: T) => list.map((one, at) => (at === column ? value : one));
  return {
    ...table,
    rows: table.rows.map((one, at) =>
      at !== row
        ? one
        : side === 'inputs'
          ? { ...one, when: put(one.when, text) }
          : { ...one, then: put(one.then, text === '' ? null : text) },
    ),
  };
}

export function addRow(table: DecisionTable, after = table.rows.length - 1): DecisionTable {
  const row: Row = { when: table.inputs.map(() => '-'), then: table.outputs.map(() => null) };
  return { ...table, rows: [...table.rows.slice(0, after + 1), row, ...table.rows.slice(after + 1)] };
}

export function removeRow(table: DecisionTable, row: number): DecisionTable {
  return { ...table, rows: table.rows.filter((_, at) => at !== row) };
}

/** Swaps a row with its neighbour; at the end there is none. */
export function moveRow(table: DecisionTable, row: number, by: -1 | 1): DecisionTable {
  const rows = [...table.rows];
  const other = row + by;
  if (other < 0 || other >= rows.length) return table;
  [rows[row], rows[other]] = [rows[other]!, rows[row]!];
  return { ...table, rows };
}

/** What is sent: without blanks that mean nothing. */
export function toDefinition(table: DecisionTable): Record<string, unknown> {
  const { aggregation, object, ...rest } = table;
  return {
    ...rest,
    ...(object ? { object } : {}),
    ...(table.hitPolicy === 'collect' && aggregation && aggregation !== 'list' ? { aggregation } : {}),
    inputs: table.inputs.map(({ expression, type, values, ...input }) => ({
      ...input,
      ...(type ? { type } : {}),
      ...(values?.length ? { values } : {}),
      ...(object && expression ? { expression } : {}),
    })),
    outputs: table.outputs.map(({ values, default: otherwise, ...output }) => ({
      ...output,
      ...(values?.length ? { values } : {}),
      ...(otherwise === undefined || otherwise === null || otherwise === '' ? {} : { default: otherwise }),
    })),
    rows: table.rows.map(({ note, ...row }) => ({ ...row, ...(note ? { note } : {}) })),
  };
}

/** Texts of problems by the place they belong to, e.g. `/rows/0/when/1`. */
export function byPlace(problems: readonly Problem[]): Record<string, string[]> {
  const places: Record<string, string[]> = {};
  for (const problem of problems)
    (places[(problem.path ?? '').replace(/^\/definition/, '')] ??= []).push(problem.message ?? problem.code);
  return places;
}

/** What somebody typed for a value, as JSON of its type; nothing typed is no value. */
export function typedValue(type: ValueType | undefined, text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (type === 'number') return Number.isNaN(Number(trimmed)) ? trimmed : Number(trimmed);
  if (type === 'boolean')
    return /^(true|1)$/i.test(trimmed) ? true : /^(false|0)$/i.test(trimmed) ? false : trimmed;
  if (type === 'list') return trimmed.split(',').map((one) => one.trim());
  return trimmed;
}
