import type { Field } from '../api/model';
import { uiOf } from '../fields/registry';

/** A value as it is read. What is empty shows a dash, so that nobody takes it for still loading. */
export function FieldValue({ field, value, dense }: { field: Field; value: unknown; dense?: boolean }) {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
    return <span className="no-value">{dense ? '' : '—'}</span>;
  }
  const { Cell } = uiOf(field);
  return (
    <Cell
      field={uiOf(field).name === field.type ? field : { ...field, type: uiOf(field).name }}
      value={value}
      dense={dense}
    />
  );
}
