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
      value={typeof value === 'string' ? value.split('/') : []}
      onChange={(way) => onChange(way?.length ? way.join('/') : null)}
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

export const cascade: FieldTypeUi = {
  name: 'cascade',
  Cell,
  Input,
  filtering: choiceFiltering,
  attributes: [{ name: 'options', label: 'attribute.options', kind: 'options', required: true }],
  width: 150,
};
