import { formatNumber } from '../../kit/format';
import { numberFiltering } from '../filtering';
import { NumberInput } from '../NumberInput';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value }: CellProps) {
  return <>{formatNumber(value, 0)}</>;
}

function Input(props: InputProps) {
  return <NumberInput {...props} scale={0} />;
}

export const integer: FieldTypeUi = {
  name: 'integer',
  Cell,
  Input,
  filtering: numberFiltering,
  attributes: [
    { name: 'min', label: 'attribute.min', kind: 'number' },
    { name: 'max', label: 'attribute.max', kind: 'number' },
  ],
  width: 120,
  align: 'end',
  sortable: true,
};
