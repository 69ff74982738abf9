import { Select, Space } from 'antd';
import { useState } from 'react';
import { isLink } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { labelOf, useLanguage } from '../../i18n/language';
import { linkFiltering } from '../filtering';
import { LinkCell, writeLink } from '../LinkCell';
import { LinkSelect } from '../LinkSelect';
import type { CellProps, FieldTypeUi, InputProps } from '../type';

function Cell({ field, value }: CellProps) {
  return <LinkCell value={value} target={field.target} />;
}

function Input(props: InputProps) {
  const { field, ...rest } = props;
  return field.targets && field.targets.length > 1 ? (
    <OneOfMany {...props} />
  ) : (
    <LinkSelect {...rest} target={field.target ?? field.targets?.[0] ?? ''} />
  );
}

/** A link that may lead to several objects: the object first, then the record. */
function OneOfMany({ field, value, onChange, ...rest }: InputProps) {
  useLanguage();
  const objects = useCatalog().data?.objects ?? [];
  const targets = field.targets ?? [];
  const present = isLink(value) ? value.object : undefined;
  const [picked, setPicked] = useState<string>();
  const target = picked ?? present ?? targets[0]!;
  return (
    <Space.Compact className="fill">
      <Select
        value={target}
        style={{ width: 110, flex: 'none' }}
        onChange={(next) => {
          setPicked(next);
          onChange(null);
        }}
        options={targets.map((name) => ({
          value: name,
          label: labelOf(objects.find((one) => one.name === name) ?? { name }),
        }))}
      />
      <LinkSelect {...rest} key={target} target={target} value={value} onChange={onChange} />
    </Space.Compact>
  );
}

export const lookup: FieldTypeUi = {
  name: 'lookup',
  Cell,
  Input,
  filtering: linkFiltering,
  attributes: [
    { name: 'target', label: 'attribute.target', kind: 'object', required: true },
    {
      name: 'onDelete',
      label: 'attribute.onDelete',
      kind: 'choice',
      choices: ['restrict', 'clear', 'cascade'],
    },
  ],
  width: 170,
  write: writeLink,
};
