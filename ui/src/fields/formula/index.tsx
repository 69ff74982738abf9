import type { Field } from '../../api/model';
import { noFiltering } from '../filtering';
import type { CellProps, FieldTypeUi } from '../type';

function Cell({ value }: CellProps) {
  return <>{String(value)}</>;
}

/** Shown, sorted and filtered as what it returns. */
const shownAs = (field: Field): Field => ({ ...field, type: field.returns ?? 'text' });

export const formula: FieldTypeUi = {
  name: 'formula',
  Cell,
  filtering: noFiltering,
  attributes: [
    { name: 'returns', label: 'attribute.returns', kind: 'type', required: true },
    { name: 'expression', label: 'attribute.expression', kind: 'expression', required: true },
    { name: 'scale', label: 'attribute.scale', kind: 'number' },
  ],
  width: 120,
  shownAs,
};
