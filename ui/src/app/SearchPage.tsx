import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Input, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { queries, useCatalog } from '../api/queries';
import { labelOf, textOf, useT } from '../i18n/language';
import { useDebounced } from '../kit/hooks';
import { ObjectTile } from '../kit/Icon';
import { PageHead } from '../kit/PageHead';
import { ErrorState, Nothing } from '../kit/states';
import { findObject } from '../record/metadata';
import { groupHits, secondLine } from './shell/hits';

export function SearchPage() {
  const t = useT();
  const catalog = useCatalog().data;
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const q = useDebounced(typed.trim(), 250);
  const found = useQuery({ ...queries.search(q, 50), enabled: q !== '' });
  useEffect(() => setSearch(q ? { q } : {}, { replace: true }), [q, setSearch]);
  return (
    <div className="page">
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
      {q !== '' && found.data?.length === 0 && <Nothing title={t('search.nothing', { q })} />}
      {q !== '' &&
        groupHits(found.data ?? []).map(([name, hits]) => {
          const object = findObject(catalog, name);
          return (
            <section key={name} className="card related">
              <header className="related-head">
                <ObjectTile object={name} icon={object?.icon} size={24} />
                <h3>{textOf(object?.pluralLabel) ?? labelOf(object ?? { name })}</h3>
              </header>
              {hits.map((hit) => (
                <Link key={hit.id} to={`/o/${hit.object}/${hit.id}`} className="hit-row">
                  <span>{hit.name ?? hit.id}</span>
                  <span className="muted">{secondLine(hit, object)}</span>
                </Link>
              ))}
            </section>
          );
        })}
    </div>
  );
}
