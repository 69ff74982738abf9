import { LinkOutlined } from '@ant-design/icons';
import { Input as Box } from 'antd';
import { textFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value }: CellProps) {
  const safe = /^https?:\/\//i.test(String(value));
  return safe ? (
    <a href={String(value)} target="_blank" rel="noreferrer" onClick={(event) => event.stopPropagation()}>
      {String(value).replace(/^https?:\/\//i, '')}
    </a>
  ) : (
    <>{String(value)}</>
  );
}

function Input({ id, value, onChange, invalid, autoFocus }: InputProps) {
  return (
    <Box
      id={id}
      type="url"
      inputMode="url"
      prefix={<LinkOutlined className="muted" />}
      value={(value as string) ?? ''}
      onChange={(event) => onChange(event.target.value.trim() === '' ? null : event.target.value)}
      status={invalid ? 'error' : undefined}
      autoFocus={autoFocus}
    />
  );
}

export const url: FieldTypeUi = {
  name: 'url',
  Cell,
  Input,
  filtering: textFiltering,
  attributes: [],
  width: 180,
  sortable: true,
};
