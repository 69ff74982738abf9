import { TimePicker } from 'antd';
import dayjs from 'dayjs';
import { textFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value }: CellProps) {
  return <span className="digits">{String(value).slice(0, 5)}</span>;
}

function Input({ id, value, onChange, invalid }: InputProps) {
  return (
    <TimePicker
      id={id}
      className="fill"
      format="HH:mm"
      value={value ? dayjs(`2000-01-01T${String(value)}`) : null}
      onChange={(time) => onChange(time ? time.format('HH:mm:00') : null)}
      status={invalid ? 'error' : undefined}
    />
  );
}

const exact = textFiltering.operators.filter((operator) =>
  ['is', 'empty', 'notEmpty'].includes(operator.name),
);

export const time: FieldTypeUi = {
  name: 'time',
  Cell,
  Input,
  filtering: { operators: exact },
  attributes: [],
  width: 90,
  sortable: true,
};
