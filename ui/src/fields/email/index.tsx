import { MailOutlined } from '@ant-design/icons';
import { Input as Box } from 'antd';
import { textFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value }: CellProps) {
  return (
    <a href={`mailto:${String(value)}`} onClick={(event) => event.stopPropagation()}>
      {String(value)}
    </a>
  );
}

function Input({ id, value, onChange, invalid, autoFocus }: InputProps) {
  return (
    <Box
      id={id}
      type="email"
      inputMode="email"
      prefix={<MailOutlined className="muted" />}
      value={(value as string) ?? ''}
      onChange={(event) => onChange(event.target.value.trim() === '' ? null : event.target.value)}
      status={invalid ? 'error' : undefined}
      autoFocus={autoFocus}
    />
  );
}

export const email: FieldTypeUi = {
  name: 'email',
  Cell,
  Input,
  filtering: textFiltering,
  attributes: [],
  width: 190,
  sortable: true,
};
