import type { Field, ObjectDefinition, RecordData } from '../api/model';
import { uiOf } from '../fields/registry';
import { canEdit } from './metadata';

export type Values = Record<string, unknown>;

export function writeValue(field: Field, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  const write = uiOf(field).write;
  return write ? write(value) : value;
}

export function sameValue(field: Field, a: unknown, b: unknown): boolean {
  return JSON.stringify(writeValue(field, a)) === JSON.stringify(writeValue(field, b));
}

/** The fields whose value differs from the record's (from nothing for a new record), as the API takes them. */
export function changedValues(object: ObjectDefinition, values: Values, base: Values): Values {
  const changed: Values = {};
  for (const field of object.fields) {
    if (field.name in values && !sameValue(field, values[field.name], base[field.name]))
      changed[field.name] = writeValue(field, values[field.name]);
  }
  return changed;
}

/** Literal defaults, so that a form shows what will be stored; those given as expressions the server fills in. */
export function defaultValues(object: ObjectDefinition): Values {
  const values: Values = {};
  for (const field of object.fields) {
    const value = field.default;
    if (canEdit(field) && value !== undefined && value !== null && typeof value !== 'object')
      values[field.name] = value;
    else if (canEdit(field) && Array.isArray(value)) values[field.name] = value;
  }
  const recordType = object.recordTypes?.find((type) => type.default) ?? object.recordTypes?.[0];
  if (recordType && object.recordTypes!.length > 1) values.recordType = recordType.name;
  return values;
}

/** What to call a record in a title or a link. */
export function nameOf(object: ObjectDefinition | undefined, record: RecordData | Values): string {
  const name = object && record[object.nameField];
  if (typeof name === 'string' && name !== '') return name;
  if (typeof name === 'object' && name !== null && 'name' in name) return String(name.name);
  return typeof name === 'number' ? String(name) : String(record.id ?? '');
}
