import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { ObjectDefinition } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { findObject } from '../../record/metadata';
import { FormulaLine } from '../formula/FormulaLine';
import { Line } from '../Line';
import { comparable, compared, type Against, type DuplicateRule } from './model';

interface Props {
  object: ObjectDefinition;
  rule: DuplicateRule;
  onChange: (against: Against[] | undefined) => void;
}

/** With whose records these are compared; without any, with those of the same object. */
export function AgainstEditor({ object, rule, onChange }: Props) {
  const t = useT();
  const catalog = useCatalog().data;
  const all = rule.against ?? [];
  const names = compared(rule);
  const change = (index: number, part: Partial<Against>) =>
    onChange(all.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const objects = (catalog?.objects ?? []).map((one) => ({ value: one.name, label: labelOf(one) }));
  return (
    <div className="stack">
      {all.length === 0 && (
        <div className="muted">{t('duplicates.ownObject', { object: labelOf(object) })}</div>
      )}
      {all.map((one, index) => {
        const there = findObject(catalog, one.object);
        return (
          <div key={index} className="likeness-alternative">
            <div className="likeness-part">
              <Select
                aria-label={t('duplicates.object')}
                className="fill"
                showSearch={{ optionFilterProp: 'label' }}
                value={one.object}
                options={objects}
                onChange={(name) => change(index, { object: name, fields: {} })}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('action.delete')}
                onClick={() => onChange(all.length === 1 ? undefined : all.filter((_, at) => at !== index))}
              />
            </div>
            {one.object !== object.name &&
              names.map((name) => (
                <Line
                  key={name}
                  id={`against-${index}-${name}`}
                  label={t('duplicates.standsFor', {
                    field: labelOf(object.fields.find((field) => field.name === name) ?? { name }),
                  })}
                >
                  <Select
                    id={`against-${index}-${name}`}
                    className="fill"
                    showSearch={{ optionFilterProp: 'label' }}
                    value={
                      one.fields?.[name] ?? (there?.fields.some((f) => f.name === name) ? name : undefined)
                    }
                    options={comparable(there).map((field) => ({ value: field.name, label: labelOf(field) }))}
                    onChange={(theirs) => change(index, { fields: { ...one.fields, [name]: theirs } })}
                  />
                </Line>
              ))}
            <FormulaLine
              id={`against-${index}-when`}
              label={t('duplicates.thereWhen')}
              help={t('rules.whenHelp')}
              place={{ object: one.object, expected: 'boolean' }}
              value={one.when ?? ''}
              onChange={(when) => change(index, { when })}
            />
          </div>
        );
      })}
      <Button
        type="dashed"
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange([...all, { object: object.name }])}
        data-test="add-against"
      >
        {t('duplicates.addObject')}
      </Button>
    </div>
  );
}
