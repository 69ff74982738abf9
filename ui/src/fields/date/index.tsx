import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { dayFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value }: CellProps) {
  return <span className="digits">{String(value)}</span>;
}

function Input({ id, value, onChange, invalid, autoFocus }: InputProps) {
  return (
    <DatePicker
      id={id}
      className="fill"
      value={value ? dayjs(value as string) : null}
      onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)}
      status={invalid ? 'error' : undefined}
      autoFocus={autoFocus}
    />
  );
}

export const date: FieldTypeUi = {
  name: 'date',
  Cell,
  Input,
  filtering: dayFiltering,
  attributes: [],
  width: 120,
  sortable: true,
};
