import type { SimpleType } from '../../expression';
import { findType } from '../../fields/registry';

const types: Record<string, SimpleType> = {
  text: 'text',
  longText: 'text',
  richText: 'text',
  select: 'text',
  cascade: 'text',
  phone: 'text',
  email: 'text',
  url: 'text',
  barcode: 'text',
  integer: 'number',
  decimal: 'number',
  currency: 'number',
  percent: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
};

/** What an expression must give for a field of a type; undefined where only the server can say, such as for links. */
export function valueType(fieldType: string | undefined): SimpleType | undefined {
  return fieldType === undefined ? undefined : types[fieldType];
}

/** Whether a field of the type can begin with a value: one that people type and an expression can give. */
export function mayHaveDefault(fieldType: string): boolean {
  return findType(fieldType)?.Input !== undefined && valueType(fieldType) !== undefined;
}
