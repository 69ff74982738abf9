import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { ObjectDefinition } from '../../api/model';
import { labelOf, useT } from '../../i18n/language';
import { comparable, partOf, waysOf, type DuplicateRule, type Part } from './model';

interface Props {
  object: ObjectDefinition;
  rule: DuplicateRule;
  onChange: (match: DuplicateRule['match']) => void;
}

/** In what records must be alike: alternatives, each of fields that must all be. */
export function MatchEditor({ object, rule, onChange }: Props) {
  const t = useT();
  const fields = comparable(object);
  const options = fields.map((field) => ({ value: field.name, label: labelOf(field) }));
  const change = (index: number, all: Part[]) =>
    onChange(
      all.length === 0 && rule.match.length > 1
        ? rule.match.filter((_, at) => at !== index)
        : rule.match.map((one, at) => (at === index ? { all } : one)),
    );
  const add = (taken: Part[]) => {
    const next = fields.find((field) => !taken.some((part) => part.field === field.name));
    return next ? [...taken, partOf(object, next.name)] : taken;
  };
  return (
    <div className="stack">
      {rule.match.map((one, index) => (
        <div key={index} className="likeness-alternative">
          {index > 0 && <div className="muted">{t('duplicates.or')}</div>}
          {one.all.map((part, at) => (
            <div key={at} className="likeness-part">
              <Select
                aria-label={t('rules.field')}
                className="fill"
                showSearch={{ optionFilterProp: 'label' }}
                value={part.field}
                options={options}
                onChange={(name) =>
                  change(
                    index,
                    one.all.map((old, i) => (i === at ? partOf(object, name) : old)),
                  )
                }
              />
              <Select
                aria-label={t('duplicates.by')}
                className="fill"
                value={part.by}
                options={waysOf(fields.find((field) => field.name === part.field)).map((by) => ({
                  value: by,
                  label: t(`duplicates.by.${by}`),
                }))}
                onChange={(by) =>
                  change(
                    index,
                    one.all.map((old, i) => (i === at ? { ...old, by } : old)),
                  )
                }
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('action.delete')}
                disabled={rule.match.length === 1 && one.all.length === 1}
                onClick={() =>
                  change(
                    index,
                    one.all.filter((_, i) => i !== at),
                  )
                }
              />
            </div>
          ))}
          <Button
            type="link"
            size="small"
            icon={<PlusOutlined />}
            onClick={() => change(index, add(one.all))}
          >
            {t('duplicates.andField')}
          </Button>
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange([...rule.match, { all: add([]) }])}
        data-test="add-alternative"
      >
        {t('duplicates.orElse')}
      </Button>
    </div>
  );
}
