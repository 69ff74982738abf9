import { Input, Select } from 'antd';
import type { Text } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { Line } from '../Line';
import { nameFrom } from '../names';

interface Named {
  name: string;
  label?: Text | string;
  object?: string;
}

interface Props<T extends Named> {
  value: T;
  fresh: boolean;
  places: Record<string, string[]>;
  onChange: (change: Partial<Named>) => void;
  /** What stands for no object; without it one must be chosen. */
  none?: string;
  /** The object is part of the key and can't be another. */
  objectStays?: boolean;
}

/** Labels, name and object: what every definition about records begins with. */
export function Basics<T extends Named>({ value, fresh, places, onChange, none, objectStays }: Props<T>) {
  const t = useT();
  const objects = useCatalog().data?.objects ?? [];
  const say = (locale: 'zh-CN' | 'en-US') =>
    typeof value.label === 'string' ? value.label : (value.label?.[locale] ?? '');
  const label = (locale: 'zh-CN' | 'en-US', text: string) => {
    const next = { 'zh-CN': say('zh-CN'), 'en-US': say('en-US'), [locale]: text };
    const untouched = fresh && value.name === nameFrom(say('en-US'));
    onChange({
      label: Object.fromEntries(Object.entries(next).filter(([, one]) => one !== '')),
      ...(untouched && locale === 'en-US' ? { name: nameFrom(text) } : {}),
    });
  };
  return (
    <>
      <Line id="decision-zh" label={t('setup.labelZh')} problems={places['/label']}>
        <Input
          id="decision-zh"
          value={say('zh-CN')}
          onChange={(event) => label('zh-CN', event.target.value)}
        />
      </Line>
      <Line id="decision-en" label={t('setup.labelEn')}>
        <Input
          id="decision-en"
          value={say('en-US')}
          onChange={(event) => label('en-US', event.target.value)}
        />
      </Line>
      <Line id="decision-name" label={t('setup.apiName')} required problems={places['/name']}>
        <Input
          id="decision-name"
          className="code"
          disabled={!fresh}
          value={value.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </Line>
      <Line id="decision-object" label={t('setup.object')} required={!none} problems={places['/object']}>
        <Select
          id="decision-object"
          className="fill"
          allowClear={none !== undefined}
          disabled={objectStays}
          showSearch
          optionFilterProp="label"
          placeholder={none}
          value={value.object || undefined}
          onChange={(object: string | undefined) => onChange({ object: object ?? '' })}
          options={objects.map((one) => ({ value: one.name, label: labelOf(one) }))}
        />
      </Line>
    </>
  );
}
