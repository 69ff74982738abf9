import { DatePicker } from 'antd';
import { useLanguage } from '../../i18n/language';
import { formatMoment, formatRelative, fromZoned, toZoned } from '../../kit/format';
import { momentFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value, dense }: CellProps) {
  useLanguage();
  const exact = formatMoment(String(value));
  return (
    <span className="digits" title={exact}>
      {dense ? formatRelative(String(value)) : exact}
    </span>
  );
}

function Input({ id, value, onChange, invalid, autoFocus }: InputProps) {
  return (
    <DatePicker
      id={id}
      className="fill"
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={value ? toZoned(value as string) : null}
      onChange={(moment) => onChange(moment ? fromZoned(moment) : null)}
      status={invalid ? 'error' : undefined}
      autoFocus={autoFocus}
    />
  );
}

export const datetime: FieldTypeUi = {
  name: 'datetime',
  Cell,
  Input,
  filtering: momentFiltering,
  attributes: [],
  width: 130,
  sortable: true,
};
