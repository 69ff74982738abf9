import { Input } from 'antd';
import { textFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

export function Cell({ value }: CellProps) {
  return <>{String(value)}</>;
}

function TextInput({ id, field, value, onChange, invalid, autoFocus }: InputProps) {
  return (
    <Input
      id={id}
      value={(value as string) ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      status={invalid ? 'error' : undefined}
      autoFocus={autoFocus}
      maxLength={field.max}
      allowClear
    />
  );
}

export const text: FieldTypeUi = {
  name: 'text',
  Cell,
  Input: TextInput,
  filtering: textFiltering,
  attributes: [{ name: 'max', label: 'attribute.maxLength', kind: 'number' }],
  width: 180,
  sortable: true,
};
