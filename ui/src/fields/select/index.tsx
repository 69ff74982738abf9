import { Select } from 'antd';
import { useLanguage } from '../../i18n/language';
import { flatOptions } from '../FilterInputs';
import { choiceFiltering } from '../filtering';
import { OptionTag } from '../OptionTag';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ field, value }: CellProps) {
  return <OptionTag option={field.options?.find((option) => option.name === value)} name={String(value)} />;
}

function Input({ id, field, value, onChange, invalid, autoFocus }: InputProps) {
  useLanguage();
  return (
    <Select
      id={id}
      className="fill"
      value={(value as string) ?? null}
      onChange={(next) => onChange(next ?? null)}
      options={flatOptions(field).map((option) => ({ value: option.name, label: option.path }))}
      optionRender={(option) => <Cell field={field} value={option.value} />}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={!field.required}
      status={invalid ? 'error' : undefined}
      autoFocus={autoFocus}
    />
  );
}

export const select: FieldTypeUi = {
  name: 'select',
  Cell,
  Input,
  filtering: choiceFiltering,
  attributes: [{ name: 'options', label: 'attribute.options', kind: 'options', required: true }],
  width: 120,
  sortable: true,
};
