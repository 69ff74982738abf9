import { Input } from 'antd';
import { textFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value, dense }: CellProps) {
  return dense ? <>{String(value).split('\n')[0]}</> : <div className="long-text">{String(value)}</div>;
}

function LongTextInput({ id, field, value, onChange, invalid }: InputProps) {
  return (
    <Input.TextArea
      id={id}
      value={(value as string) ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      status={invalid ? 'error' : undefined}
      autoSize={{ minRows: field.rows ?? 3, maxRows: 14 }}
      maxLength={field.max}
    />
  );
}

export const longText: FieldTypeUi = {
  name: 'longText',
  Cell,
  Input: LongTextInput,
  filtering: textFiltering,
  attributes: [
    { name: 'max', label: 'attribute.maxLength', kind: 'number' },
    { name: 'rows', label: 'attribute.rows', kind: 'number' },
  ],
  width: 240,
  wide: true,
};
