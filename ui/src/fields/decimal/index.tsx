import { formatNumber } from '../../kit/format';
import { numberFiltering } from '../filtering';
import { NumberInput } from '../NumberInput';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ field, value }: CellProps) {
  const scale = field.scale ?? 6;
  // A computed amount keeps its decimals so that a column of them lines up; a quantity of 3 stays 3.
  return <>{formatNumber(value, scale, field.expression !== undefined && scale <= 2)}</>;
}

function Input(props: InputProps) {
  return <NumberInput {...props} scale={props.field.scale ?? 6} />;
}

export const decimal: FieldTypeUi = {
  name: 'decimal',
  Cell,
  Input,
  filtering: numberFiltering,
  attributes: [
    { name: 'scale', label: 'attribute.scale', kind: 'number' },
    { name: 'min', label: 'attribute.min', kind: 'number' },
    { name: 'max', label: 'attribute.max', kind: 'number' },
  ],
  width: 120,
  align: 'end',
  sortable: true,
};
