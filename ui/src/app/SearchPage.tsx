import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Input, Skeleton } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Link, useSearchParams } from 'react-router';
import { queries, useCatalog } from '../api/queries';
import { labelOf, textOf, useT } from '../i18n/language';
import { useDebounced } from '../kit/hooks';
import { ObjectTile } from '../kit/Icon';
import { PageHead } from '../kit/PageHead';
import { ErrorState, Nothing } from '../kit/states';
import { findObject } from '../record/metadata';
import { groupHits } from './shell/hits';
import { HitLine, HitName } from './shell/HitText';

/** Arrow keys go through the hits and back to the input; Enter follows the link as everywhere. */
function move(event: KeyboardEvent<HTMLDivElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, a.hit-row')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

export function SearchPage() {
  const t = useT();
  const catalog = useCatalog().data;
  const [search, setSearch] = useSearchParams();
  const asked = search.get('q') ?? '';
  const [typed, setTyped] = useState(asked);
  const written = useRef(asked);
  const q = useDebounced(typed.trim(), 250);
  const found = useQuery({ ...queries.search(q, 50), enabled: q !== '' });
  useEffect(() => {
    written.current = q;
    setSearch(q ? { q } : {}, { replace: true });
  }, [q, setSearch]);
  // The box at the top leads here again with another text.
  useEffect(() => {
    if (asked !== written.current) setTyped(asked);
  }, [asked]);
  return (
    <div className="page search-page" onKeyDown={move}>
      <PageHead title={t('search.title')} />
      <Input
        size="large"
        autoFocus
        prefix={<SearchOutlined />}
        placeholder={t('search.placeholder')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        allowClear
      />
      {q !== '' && found.isPending && <Skeleton active className="pad" />}
      {found.isError && <ErrorState error={found.error} onRetry={() => found.refetch()} />}
      {q !== '' && found.data?.hits.length === 0 && <Nothing title={t('search.nothing', { q })} />}
      {q !== '' &&
        groupHits(found.data?.hits ?? []).map(([name, hits]) => {
          const object = findObject(catalog, name);
          const total = found.data?.totals.get(name);
          return (
            <section key={name} className="card related">
              <header className="related-head">
                <ObjectTile object={name} icon={object?.icon} size={24} />
                <h3>{textOf(object?.pluralLabel) ?? labelOf(object ?? { name })}</h3>
                <Link to={`/o/${name}?q=${encodeURIComponent(q)}`} className="hit-all">
                  {total != null ? t('search.all', { n: total }) : t('search.list')}
                </Link>
              </header>
              {hits.map((hit) => (
                <Link key={hit.id} to={`/o/${hit.object}/${hit.id}`} className="hit-row">
                  <span>
                    <HitName hit={hit} object={object} />
                  </span>
                  <span className="muted">
                    <HitLine hit={hit} object={object} />
                  </span>
                </Link>
              ))}
            </section>
          );
        })}
    </div>
  );
}
