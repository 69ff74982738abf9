import { textFiltering } from '../filtering';
import type { CellProps, FieldTypeUi } from '../type';

function Cell({ value }: CellProps) {
  return <span className="digits">{String(value)}</span>;
}

export const autoNumber: FieldTypeUi = {
  name: 'autoNumber',
  Cell,
  filtering: textFiltering,
  attributes: [
    { name: 'format', label: 'attribute.format', kind: 'text', required: true },
    { name: 'gapless', label: 'attribute.gapless', kind: 'flag' },
  ],
  width: 150,
  sortable: true,
};
