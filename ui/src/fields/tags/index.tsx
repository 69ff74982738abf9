import { Select, Tag } from 'antd';
import { useT } from '../../i18n/language';
import { manyTextFiltering } from '../filtering';
import { useFieldHost } from '../host';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ field, value }: CellProps) {
  const known = useFieldHost().suggestions?.[field.id ?? ''];
  return (
    <>
      {(Array.isArray(value) ? value : []).map((tag) => (
        <Tag key={String(tag)} variant="filled">
          {known?.find((one) => one.value === tag)?.label ?? String(tag)}
        </Tag>
      ))}
    </>
  );
}

function Input({ id, field, value, onChange, invalid }: InputProps) {
  const t = useT();
  const known = useFieldHost().suggestions?.[field.id ?? ''];
  return (
    <Select
      id={id}
      className="fill"
      mode="tags"
      open={known ? undefined : false}
      options={known}
      optionFilterProp="label"
      suffixIcon={null}
      placeholder={t('tags.placeholder')}
      tokenSeparators={[',', '，', ';']}
      value={Array.isArray(value) ? (value as string[]) : []}
      onChange={(next) => onChange(next.length ? next : null)}
      status={invalid ? 'error' : undefined}
    />
  );
}

export const tags: FieldTypeUi = {
  name: 'tags',
  Cell,
  Input,
  filtering: manyTextFiltering,
  attributes: [],
  width: 160,
};
