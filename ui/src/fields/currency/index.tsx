import { formatCurrency, symbolOf } from '../../kit/format';
import { numberFiltering } from '../filtering';
import { NumberInput } from '../NumberInput';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ field, value }: CellProps) {
  return <>{formatCurrency(value, field.scale ?? 2, (field as { currency?: string }).currency)}</>;
}

function Input(props: InputProps) {
  return (
    <NumberInput
      {...props}
      scale={props.field.scale ?? 2}
      prefix={symbolOf((props.field as { currency?: string }).currency)}
    />
  );
}

export const currency: FieldTypeUi = {
  name: 'currency',
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
