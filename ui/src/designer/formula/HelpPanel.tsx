import { Drawer, Empty, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useLanguage, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { isAllowed } from './completion';
import { Signature } from './CursorHelp';
import { FieldList } from './FieldList';
import { categories, findFunctions, helpOf, type Category, type FormulaFunction } from './library';
import type { FormulaPlace } from './place';

interface Props {
  place: FormulaPlace;
  functions: readonly FormulaFunction[];
  /** Puts a text in at the cursor, which then stands so many characters into it. */
  onInsert: (text: string, cursor?: number) => void;
  onClose: () => void;
}

/** Width in px; a drawer with a form moves aside by as much, so that both are seen. */
export const PANEL_WIDTH = 400;

/** All functions and fields to choose from: beside the form, on a phone a sheet from below. */
export function HelpPanel({ place, functions, onInsert, onClose }: Props) {
  const t = useT();
  const phone = usePhone();
  const [tab, setTab] = useState<'functions' | 'fields'>('functions');
  return (
    <Drawer
      open
      mask={phone}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '72%' : PANEL_WIDTH}
      title={t('formula.panel')}
      onClose={onClose}
      rootClassName="formula-panel"
    >
      <div className="formula-panel-body" data-test="formula-panel">
        {place.object && (
          <Segmented
            block
            value={tab}
            options={[
              { value: 'functions', label: t('formula.functions') },
              { value: 'fields', label: t('formula.fields') },
            ]}
            onChange={setTab}
          />
        )}
        {tab === 'functions' ? (
          <FunctionList place={place} functions={functions} onInsert={onInsert} />
        ) : (
          <FieldList place={place} onInsert={onInsert} />
        )}
      </div>
    </Drawer>
  );
}

function FunctionList({ place, functions, onInsert }: Omit<Props, 'onClose'>) {
  const t = useT();
  const language = useLanguage();
  const [query, setQuery] = useState('');
  const [category, setCategory] = useState<Category | 'all'>('all');
  const found = findFunctions(
    functions.filter((one) => isAllowed(one, place)),
    query,
    category === 'all' ? undefined : category,
  );
  return (
    <>
      <div className="formula-search">
        <Input
          allowClear
          placeholder={t('formula.search')}
          aria-label={t('formula.search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          data-test="formula-search"
        />
        <Select
          aria-label={t('formula.functions')}
          value={category}
          options={(['all', ...categories] as const).map((one) => ({
            value: one,
            label: t(`formula.category.${one}`),
          }))}
          onChange={setCategory}
          popupMatchSelectWidth={false}
        />
      </div>
      <ul className="formula-list">
        {found.map((one) => (
          <li key={one.name}>
            <button
              type="button"
              aria-label={t('formula.insert', { name: one.name })}
              data-function={one.name}
              onClick={() => onInsert(`${one.name}()`, one.name.length + (one.parameters.length ? 1 : 2))}
            >
              <Signature of={one} />
              <span>{helpOf(one, language)}</span>
              {one.examples.slice(0, 1).map((example) => (
                <span key={example.expression} className="muted">
                  <code>{example.expression}</code> → <code>{example.result}</code>
                </span>
              ))}
              {one.serverOnly && <span className="muted">{t('formula.serverOnly')}</span>}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('formula.noMatch')} />
      )}
    </>
  );
}
