import { Select } from 'antd';
import { useLanguage } from '../../i18n/language';
import { flatOptions } from '../FilterInputs';
import { manyChoiceFiltering } from '../filtering';
import { OptionTag } from '../OptionTag';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ field, value }: CellProps) {
  const names = Array.isArray(value) ? value.map(String) : [];
  return (
    <>
      {names.map((name) => (
        <OptionTag key={name} option={field.options?.find((option) => option.name === name)} name={name} />
      ))}
    </>
  );
}

function Input({ id, field, value, onChange, invalid }: InputProps) {
  useLanguage();
  return (
    <Select
      id={id}
      className="fill"
      mode="multiple"
      value={Array.isArray(value) ? (value as string[]) : []}
      onChange={(next) => onChange(next.length ? next : null)}
      options={flatOptions(field).map((option) => ({ value: option.name, label: option.path }))}
      optionFilterProp="label"
      status={invalid ? 'error' : undefined}
    />
  );
}

export const multiSelect: FieldTypeUi = {
  name: 'multiSelect',
  Cell,
  Input,
  filtering: manyChoiceFiltering,
  attributes: [{ name: 'options', label: 'attribute.options', kind: 'options', required: true }],
  width: 180,
};
