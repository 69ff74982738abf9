import { DatePicker, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import type { Field } from '../api/model';
import { labelOf, useT } from '../i18n/language';
import { LinkSelect } from './LinkSelect';

export interface FilterInputProps {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
}

export const given = (value: unknown) => value !== undefined && value !== null && value !== '';

export function TextValue({ value, onChange }: FilterInputProps) {
  return <Input value={value as string} onChange={(event) => onChange(event.target.value)} allowClear />;
}

export function NumberValue({ value, onChange }: FilterInputProps) {
  return <InputNumber value={value as number} onChange={onChange} className="fill" />;
}

export function NumberRange({ value, onChange }: FilterInputProps) {
  const [from, to] = (value as [number?, number?] | undefined) ?? [];
  return (
    <span className="range">
      <InputNumber value={from} onChange={(next) => onChange([next ?? undefined, to])} />
      <i>–</i>
      <InputNumber value={to} onChange={(next) => onChange([from, next ?? undefined])} />
    </span>
  );
}

export function DayValue({ value, onChange }: FilterInputProps) {
  return (
    <DatePicker
      className="fill"
      value={given(value) ? dayjs(value as string) : null}
      onChange={(day) => onChange(day?.format('YYYY-MM-DD'))}
    />
  );
}

export function DayRange({ value, onChange }: FilterInputProps) {
  const [from, to] = (value as [string?, string?] | undefined) ?? [];
  return (
    <DatePicker.RangePicker
      className="fill"
      allowEmpty={[true, true]}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(days) => onChange([days?.[0]?.format('YYYY-MM-DD'), days?.[1]?.format('YYYY-MM-DD')])}
    />
  );
}

export function Choices({ field, value, onChange }: FilterInputProps) {
  useT();
  const options = flatOptions(field).map((option) => ({ value: option.name, label: option.path }));
  return (
    <Select
      mode="multiple"
      className="fill"
      value={(value as string[]) ?? []}
      onChange={onChange}
      options={options}
      optionFilterProp="label"
      maxTagCount="responsive"
    />
  );
}

export function Links({ field, value, onChange }: FilterInputProps) {
  const target = field.target ?? field.targets?.[0] ?? (field.type === 'department' ? 'department' : 'user');
  return <LinkSelect target={target} multiple value={value} onChange={onChange} />;
}

/** The options of a select; of a cascade all places, each under its path (`zj/hz`) with the labels of the way there. */
export function flatOptions(
  field: Field,
  options = field.options ?? [],
  above = { name: '', label: '' },
): { name: string; path: string }[] {
  return options.flatMap((option) => {
    const name = above.name + option.name;
    const path = above.label + labelOf(option);
    const below = { name: `${name}/`, label: `${path} / ` };
    return [{ name, path }, ...flatOptions(field, option.children ?? [], below)];
  });
}
