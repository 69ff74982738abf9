import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { queries, useCatalog } from '../../api/queries';
import { labelOf, textOf, useT } from '../../i18n/language';
import { useDebounced } from '../../kit/hooks';
import { ObjectTile } from '../../kit/Icon';
import { findObject } from '../../record/metadata';
import { groupHits } from './hits';
import { HitLine, HitName } from './HitText';

/** Search over everything one may read; `/` puts the cursor here. */
export function GlobalSearch() {
  const t = useT();
  const navigate = useNavigate();
  const catalog = useCatalog().data;
  const input = useRef<InputRef>(null);
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim(), 200);
  const found = useQuery({ ...queries.search(q), enabled: q !== '' });

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const inField =
        event.target instanceof HTMLElement &&
        (event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName));
      if (event.key === '/' && !inField) {
        event.preventDefault();
        input.current?.focus();
      }
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);

  const groups = q === '' ? [] : groupHits(found.data?.hits ?? []);
  return (
    <AutoComplete
      className="global-search"
      value={typed}
      onSearch={setTyped}
      onSelect={(value: string) => {
        setTyped('');
        void navigate(value);
      }}
      defaultActiveFirstOption={false}
      popupMatchSelectWidth={460}
      listHeight={480}
      notFoundContent={q !== '' && found.isSuccess ? t('search.nothing', { q }) : null}
      options={[
        ...groups.map(([name, hits]) => {
          const object = findObject(catalog, name);
          return {
            label: textOf(object?.pluralLabel) ?? labelOf(object ?? { name }),
            options: hits.map((hit) => ({
              value: `/o/${hit.object}/${hit.id}`,
              label: (
                <div className="hit">
                  <ObjectTile object={hit.object} icon={object?.icon} size={24} />
                  <div>
                    <div>
                      <HitName hit={hit} object={object} />
                    </div>
                    <div className="muted">
                      <HitLine hit={hit} object={object} />
                    </div>
                  </div>
                </div>
              ),
            })),
          };
        }),
        ...(groups.length > 0
          ? [{ value: `/search?q=${encodeURIComponent(q)}`, label: <b>{t('search.everything', { q })}</b> }]
          : []),
      ]}
    >
      <Input
        ref={input}
        prefix={<SearchOutlined className="muted" />}
        suffix={<kbd>/</kbd>}
        placeholder={t('search.placeholder')}
        variant="filled"
        onPressEnter={() => {
          if (typed.trim() !== '' && groups.length === 0)
            void navigate(`/search?q=${encodeURIComponent(typed.trim())}`);
        }}
      />
    </AutoComplete>
  );
}
