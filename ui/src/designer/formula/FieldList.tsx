import { ArrowLeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Empty, Input } from 'antd';
import { useState } from 'react';
import { useCatalog } from '../../api/queries';
import { labelOf, useT, type MessageKey } from '../../i18n/language';
import { detailOf, fits, labelsOf } from './completion';
import { namesAfter, type FormulaPlace } from './place';

interface Props {
  place: FormulaPlace;
  onInsert: (text: string) => void;
}

/** The fields of the object, and step by step those behind its links. */
export function FieldList({ place, onInsert }: Props) {
  const t = useT();
  const catalog = useCatalog().data;
  const [steps, setSteps] = useState<string[]>([]);
  const [query, setQuery] = useState('');
  const names = namesAfter(catalog, place, steps) ?? [];
  const found = names.filter((one) => fits(query.trim(), one.name, labelsOf(one.field?.label)) !== undefined);
  const walk = (next: string[]) => {
    setSteps(next);
    setQuery('');
  };
  return (
    <>
      {steps.length > 0 && (
        <div className="formula-path">
          <Button
            type="text"
            size="small"
            icon={<ArrowLeftOutlined />}
            aria-label={t('formula.back')}
            onClick={() => walk(steps.slice(0, -1))}
          />
          <code>{steps.join('.')}.</code>
        </div>
      )}
      <Input
        allowClear
        placeholder={t('formula.searchField')}
        aria-label={t('formula.searchField')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className="formula-list">
        {found.map((one) => (
          <li key={one.name}>
            <button
              type="button"
              data-name={one.name}
              aria-label={t('formula.insert', { name: one.name })}
              // `this` is no value of its own.
              onClick={() =>
                one.field ? onInsert([...steps, one.name].join('.')) : walk([...steps, one.name])
              }
            >
              <span>
                {one.field ? labelOf(one.field) : detailOf(one)} <code>{one.name}</code>
              </span>
              {one.field && <span className="muted">{t(`type.${one.field.type}` as MessageKey)}</span>}
            </button>
            {one.next && (
              <Button
                type="text"
                icon={<RightOutlined />}
                aria-label={t('formula.follow', { object: labelOf(one.next) })}
                onClick={() => walk([...steps, one.name])}
              />
            )}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('formula.noMatch')} />
      )}
    </>
  );
}
