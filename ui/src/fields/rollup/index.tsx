import type { Field } from '../../api/model';
import { noFiltering } from '../filtering';
import type { CellProps, FieldTypeUi } from '../type';

function Cell({ value }: CellProps) {
  return <>{String(value)}</>;
}

/** Shown, sorted and filtered as what it returns. */
const shownAs = (field: Field): Field => ({
  ...field,
  type: field.returns ?? (field.shape === 'WHOLE' ? 'integer' : 'decimal'),
});

export const rollup: FieldTypeUi = {
  name: 'rollup',
  Cell,
  filtering: noFiltering,
  attributes: [
    { name: 'from', label: 'attribute.from', kind: 'object', required: true },
    { name: 'via', label: 'attribute.via', kind: 'text', required: true },
    {
      name: 'function',
      label: 'attribute.function',
      kind: 'choice',
      choices: ['count', 'countDistinct', 'sum', 'min', 'max', 'avg'],
      required: true,
    },
    { name: 'field', label: 'attribute.field', kind: 'text' },
    { name: 'filter', label: 'attribute.filter', kind: 'expression' },
    { name: 'returns', label: 'attribute.returns', kind: 'type' },
    { name: 'scale', label: 'attribute.scale', kind: 'number' },
  ],
  width: 120,
  shownAs,
};
