import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { Link } from 'react-router';
import type { ObjectDefinition, View } from '../../api/model';
import { queries, useCatalog, useMe } from '../../api/queries';
import { labelOf, textOf, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { formatNumber, formatRelative, getTimeZone, toZoned } from '../../kit/format';
import { ObjectTile } from '../../kit/Icon';
import { Nothing } from '../../kit/states';
import { findObject, viewName, viewsOf } from '../../record/metadata';
import { nameOf } from '../../record/values';
import { entriesOf, leavesOf } from '../shell/menu';

/** Where the day begins: how much lies in each list of one's menu and what was touched last. */
export function HomePage() {
  const t = useT();
  const phone = usePhone();
  const me = useMe().data!;
  const catalog = useCatalog().data!;
  const leaves = leavesOf(entriesOf(me, catalog));
  const objects = [...new Set(leaves.map((leaf) => leaf.object))]
    .map((name) => findObject(catalog, name ?? ''))
    .filter((object): object is ObjectDefinition => object !== undefined);
  const now = toZoned(new Date().toISOString());
  const greeting =
    now.hour() < 6
      ? 'home.night'
      : now.hour() < 12
        ? 'home.morning'
        : now.hour() < 18
          ? 'home.afternoon'
          : 'home.evening';
  return (
    <div className="page">
      <header className="home-head">
        <h1>{t(greeting, { name: me.user.name })}</h1>
        <span className="muted" title={getTimeZone()}>
          {now.format(t('home.dateFormat'))}
        </span>
      </header>
      {objects.length === 0 ? (
        <Nothing title={t('home.empty')} text={t('home.emptyText')} />
      ) : (
        <>
          <div className="tiles">
            {objects.slice(0, phone ? 6 : 8).map((object) => (
              <CountTile key={object.name} object={object} views={viewsOf(catalog, object.name)} />
            ))}
          </div>
          <div className="recent">
            {objects.slice(0, phone ? 3 : 6).map((object) => (
              <RecentCard key={object.name} object={object} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

/** The number behind the object's own first list, and of its other lists below. */
function CountTile({ object, views }: { object: ObjectDefinition; views: View[] }) {
  const first = views.find((view) => view.default) ?? views[0];
  const others = views
    .filter((view) => view !== first && view.filter)
    .sort((a, b) => urgency(b) - urgency(a))
    .slice(0, 2);
  return (
    <div className="card tile-card">
      <Link to={`/o/${object.name}`} className="tile-main">
        <ObjectTile object={object.name} icon={object.icon} size={32} />
        <div>
          <div className="tile-label">{textOf(object.pluralLabel) ?? labelOf(object)}</div>
          <div className="tile-count">
            <Count object={object.name} filter={first?.filter} />
          </div>
        </div>
      </Link>
      {others.length > 0 && (
        <div className="tile-views">
          {others.map((view) => (
            <Link key={view.name} to={`/o/${object.name}?view=${viewName(view)}`}>
              <span>{labelOf(view)}</span>
              <b>
                <Count object={object.name} filter={view.filter} />
              </b>
            </Link>
          ))}
        </div>
      )}
    </div>
  );
}

/** What is mine and what is due comes before what is merely sorted by kind. */
function urgency(view: View): number {
  const filter = view.filter ?? '';
  return (/TODAY\(|NOW\(|MONTH/.test(filter) ? 2 : 0) + (filter.includes('ME()') ? 1 : 0);
}

function Count({ object, filter }: { object: string; filter?: string }) {
  const list = useQuery({
    ...queries.list(object, { filter: filter || undefined, size: 1, count: true, fields: ['id'] }),
    staleTime: 60_000,
  });
  if (list.isPending) return <span className="no-value">…</span>;
  return <>{list.data?.total === undefined ? '—' : formatNumber(list.data.total)}</>;
}

function RecentCard({ object }: { object: ObjectDefinition }) {
  const t = useT();
  const list = useQuery(
    queries.list(object.name, { sort: '-updatedAt', size: 5, fields: [object.nameField, 'updatedAt'] }),
  );
  return (
    <section className="card related">
      <header className="related-head">
        <ObjectTile object={object.name} icon={object.icon} size={22} />
        <h3>{t('home.recent', { objects: textOf(object.pluralLabel) ?? labelOf(object) })}</h3>
      </header>
      {list.isPending ? (
        <Skeleton active className="pad" title={false} />
      ) : (list.data?.records ?? []).length === 0 ? (
        <div className="related-empty">{t('related.empty')}</div>
      ) : (
        list.data!.records.map((record) => (
          <Link key={record.id} to={`/o/${object.name}/${record.id}`} className="hit-row">
            <span>{nameOf(object, record)}</span>
            <span className="muted">
              {typeof record.updatedAt === 'string' ? formatRelative(record.updatedAt) : ''}
            </span>
          </Link>
        ))
      )}
    </section>
  );
}
