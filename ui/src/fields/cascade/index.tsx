import { Cascader } from 'antd';
import type { Option } from '../../api/model';
import { labelOf, useLanguage } from '../../i18n/language';
import { flatOptions } from '../FilterInputs';
import { choiceFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

interface Choice {
  value: string;
  label: string;
  children?: Choice[];
}

function Cell({ field, value }: CellProps) {
  useLanguage();
  return <>{flatOptions(field).find((option) => option.name === value)?.path ?? String(value)}</>;
}

function Input({ id, field, value, onChange, invalid }: InputProps) {
  useLanguage();
  return (
    <Cascader
      id={id}
      className="fill"
      options={choices(field.options ?? [])}
      value={typeof value === 'string' ? wayTo(field.options ?? [], value) : []}
      onChange={(way) => onChange(way?.at(-1) ?? null)}
      changeOnSelect
      showSearch
      status={invalid ? 'error' : undefined}
    />
  );
}

function choices(options: Option[]): Choice[] {
  return options.map((option) => ({
    value: option.name,
    label: labelOf(option),
    children: option.children?.length ? choices(option.children) : undefined,
  }));
}

function wayTo(options: Option[], name: string): string[] {
  for (const option of options) {
    if (option.name === name) return [name];
    const rest = wayTo(option.children ?? [], name);
    if (rest.length) return [option.name, ...rest];
  }
  return [];
}

export const cascade: FieldTypeUi = {
  name: 'cascade',
  Cell,
  Input,
  filtering: choiceFiltering,
  attributes: [{ name: 'options', label: 'attribute.options', kind: 'options', required: true }],
  width: 150,
};
