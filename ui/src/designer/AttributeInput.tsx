import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, ColorPicker, Input, InputNumber, Select } from 'antd';
import { useCatalog } from '../api/queries';
import { fieldTypeNames } from '../fields/registry';
import type { Attribute } from '../fields/type';
import { labelOf, useT, type MessageKey } from '../i18n/language';

interface Props {
  attribute: Attribute & { kind: Exclude<Attribute['kind'], 'expression'> };
  value: unknown;
  onChange: (value: unknown) => void;
}

/** What files are most often restricted to; any other may be typed. */
const mediaTypes = [
  'image/*',
  'application/pdf',
  'text/plain',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/zip',
];

/** The input of one attribute of a field's definition; an expression has {@link FormulaLine}. */
export function AttributeInput({ attribute, value, onChange }: Props) {
  const t = useT();
  const objects = useCatalog().data?.objects ?? [];
  const id = `attribute-${attribute.name}`;
  switch (attribute.kind) {
    case 'number':
      return (
        <InputNumber
          id={id}
          className="fill"
          value={value as number}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case 'flag':
      return (
        <Checkbox id={id} checked={value === true} onChange={(event) => onChange(event.target.checked)} />
      );
    case 'mediaTypes':
      return (
        <Select
          id={id}
          className="fill"
          mode="tags"
          value={(value as string[] | undefined) ?? []}
          options={mediaTypes.map((type) => ({ value: type, label: type }))}
          onChange={(next: string[]) => onChange(next.length ? next : undefined)}
        />
      );
    case 'object':
    case 'objects':
      return (
        <Select
          id={id}
          className="fill"
          mode={attribute.kind === 'objects' ? 'multiple' : undefined}
          showSearch={{ optionFilterProp: 'label' }}
          value={value as string}
          options={objects.map((object) => ({ value: object.name, label: labelOf(object) }))}
          onChange={onChange}
        />
      );
    case 'type':
      return (
        <Select
          id={id}
          className="fill"
          value={value as string}
          options={fieldTypeNames
            .filter((name) => returnable.has(name))
            .map((name) => ({ value: name, label: t(`type.${name}` as MessageKey) }))}
          onChange={onChange}
        />
      );
    case 'choice':
      return (
        <Select
          id={id}
          className="fill"
          allowClear
          value={value as string}
          options={attribute.choices!.map((name) => ({
            value: name,
            label: t(`choice.${name}` as MessageKey),
          }))}
          onChange={onChange}
        />
      );
    case 'options':
      return <Options value={(value as Choice[]) ?? []} onChange={onChange} />;
    case 'text':
      return <Input id={id} value={value as string} onChange={(event) => onChange(event.target.value)} />;
  }
}

const returnable = new Set([
  'text',
  'integer',
  'decimal',
  'currency',
  'percent',
  'boolean',
  'date',
  'datetime',
  'time',
]);

interface Choice {
  name: string;
  label: { 'zh-CN': string; 'en-US': string };
  color?: string;
}

const colors = [
  '#0958d9',
  '#389e0d',
  '#d46b08',
  '#531dab',
  '#c41d7f',
  '#08979c',
  '#d48806',
  '#cf1322',
  '#64748b',
];

function Options({ value, onChange }: { value: Choice[]; onChange: (value: Choice[]) => void }) {
  const t = useT();
  const set = (index: number, change: Partial<Choice>) =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <div className="options">
      {value.map((option, index) => (
        <div key={index} className="option-row">
          <ColorPicker
            size="small"
            value={option.color}
            presets={[{ label: '', colors }]}
            onChangeComplete={(color) => set(index, { color: color.toHexString() })}
          />
          <Input
            placeholder={t('setup.optionName')}
            className="code"
            value={option.name}
            onChange={(event) => set(index, { name: event.target.value })}
          />
          <Input
            placeholder={t('setup.labelZh')}
            value={option.label['zh-CN']}
            onChange={(event) => set(index, { label: { ...option.label, 'zh-CN': event.target.value } })}
          />
          <Input
            placeholder={t('setup.labelEn')}
            value={option.label['en-US']}
            onChange={(event) => set(index, { label: { ...option.label, 'en-US': event.target.value } })}
          />
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('action.delete')}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        type="dashed"
        block
        icon={<PlusOutlined />}
        onClick={() =>
          onChange([
            ...value,
            {
              name: `option${value.length + 1}`,
              label: { 'zh-CN': '', 'en-US': '' },
              color: colors[value.length % colors.length],
            },
          ])
        }
      >
        {t('setup.addOption')}
      </Button>
    </div>
  );
}
