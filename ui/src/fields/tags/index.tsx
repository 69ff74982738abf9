import { Select, Tag } from 'antd';
import { useT } from '../../i18n/language';
import { manyTextFiltering } from '../filtering';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ value }: CellProps) {
  return (
    <>
      {(Array.isArray(value) ? value : []).map((tag) => (
        <Tag key={String(tag)} variant="filled">
          {String(tag)}
        </Tag>
      ))}
    </>
  );
}

function Input({ id, value, onChange, invalid }: InputProps) {
  const t = useT();
  return (
    <Select
      id={id}
      className="fill"
      mode="tags"
      open={false}
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
