import { PhoneOutlined } from '@ant-design/icons';
import { Input as Box } from 'antd';
import { textFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value }: CellProps) {
  return (
    <a href={`tel:${String(value)}`} className="digits" onClick={(event) => event.stopPropagation()}>
      {String(value)}
    </a>
  );
}

function Input({ id, value, onChange, invalid, autoFocus }: InputProps) {
  return (
    <Box
      id={id}
      type="tel"
      inputMode="tel"
      prefix={<PhoneOutlined className="muted" />}
      value={(value as string) ?? ''}
      onChange={(event) => onChange(event.target.value.trim() === '' ? null : event.target.value)}
      status={invalid ? 'error' : undefined}
      autoFocus={autoFocus}
    />
  );
}

export const phone: FieldTypeUi = {
  name: 'phone',
  Cell,
  Input,
  filtering: textFiltering,
  attributes: [],
  width: 140,
  sortable: true,
};
