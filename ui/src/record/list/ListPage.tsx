import { useQuery } from '@tanstack/react-query';
import { Pagination } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import type { ObjectDefinition } from '../../api/model';
import { ApiError } from '../../api/problems';
import { queries, useCatalog } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { useHeight } from '../../kit/hooks';
import { usePreference } from '../../kit/preferences';
import { ErrorState, Nothing, PageSkeleton } from '../../kit/states';
import { findObject, useLayout } from '../metadata';
import { PastBanner } from '../past';
import { Board } from './Board';
import { BulkBar } from './BulkBar';
import { ExportDialog } from './ExportDialog';
import { FilterChips } from './FilterChips';
import { FilterPanel } from './FilterPanel';
import { ListHead, NewButton } from './ListHead';
import { ListToolbar } from './ListToolbar';
import { RecordCards } from './RecordCards';
import { RecordTable } from './RecordTable';
import { useListState } from './state';

export function ListPage() {
  const { object: name = '' } = useParams();
  const catalog = useCatalog();
  const object = findObject(catalog.data, name);
  if (catalog.isPending) return <PageSkeleton />;
  if (catalog.isError) return <ErrorState error={catalog.error} onRetry={() => catalog.refetch()} />;
  if (!object) return <ErrorState error={new ApiError(404, {})} />;
  return <ObjectList key={name} object={object} />;
}

function ObjectList({ object }: { object: ObjectDefinition }) {
  const t = useT();
  const phone = usePhone();
  const catalog = useCatalog().data;
  const [state, change] = useListState(catalog, object);
  const [ownColumns, setOwnColumns] = usePreference<string[] | null>(
    `columns.${object.name}.${state.viewName}`,
    null,
  );
  const [density, setDensity] = usePreference<'small' | 'middle'>('density', 'small');
  const [selected, setSelected] = useState<string[]>([]);
  const [filtering, setFiltering] = useState(false);
  const [exporting, setExporting] = useState(false);
  const [area, height] = useHeight();
  const columns = ownColumns ?? state.columns;
  const layout = useLayout(object.name, phone);
  const path = object.fields.find((field) => field.name === layout?.path);
  const lanes = !phone && path?.options?.length ? path : undefined;
  const fields = useMemo(() => [...new Set([object.nameField, ...columns])], [object.nameField, columns]);
  const list = useQuery(
    queries.list(object.name, {
      filter: state.filter,
      q: state.q || undefined,
      sort: state.sort || undefined,
      fields,
      page: state.page,
      size: state.size,
      count: true,
      asOf: state.asOf,
    }),
  );
  const past = state.asOf !== undefined;
  const records = list.data?.records ?? [];
  const total = list.data?.total;
  const narrowed = state.q !== '' || state.conditions.length > 0 || state.expression !== '';
  const sortBy = useCallback((sort: string) => change({ sort }), [change]);
  const empty = list.isPending ? (
    <div style={{ height: 200 }} />
  ) : narrowed ? (
    <Nothing
      title={t('list.noMatch')}
      text={t('list.noMatchText')}
      action={<a onClick={() => change({ q: '', conditions: [], expression: '' })}>{t('filter.clear')}</a>}
    />
  ) : (
    <Nothing
      title={t('list.empty', { object: labelOf(object) })}
      text={object.access?.create ? t('list.emptyText') : undefined}
      action={past ? undefined : <NewButton object={object} />}
    />
  );
  const failed = list.isError && !list.isPlaceholderData;
  const pages = (
    <Pagination
      size="small"
      simple={phone}
      current={state.page}
      pageSize={state.size}
      total={total ?? 0}
      showSizeChanger={!phone}
      pageSizeOptions={[20, 50, 100, 200]}
      showTotal={phone ? undefined : (count, [from, to]) => t('list.range', { from, to, total: count })}
      onChange={(page, size) => change(size === state.size ? { page } : { size })}
    />
  );
  return (
    <div className="page page-list">
      <ListHead
        object={object}
        state={state}
        total={total}
        onChange={change}
        onExport={() => setExporting(true)}
      />
      <PastBanner />
      <ListToolbar
        object={object}
        state={state}
        columns={columns}
        onColumns={(next) => setOwnColumns(next ?? null)}
        density={density}
        onDensity={setDensity}
        onChange={change}
        onFilter={() => setFiltering(true)}
        onRefresh={() => list.refetch()}
        refreshing={list.isFetching}
        mayBoard={lanes !== undefined && !past}
      />
      <FilterChips
        catalog={catalog}
        object={object}
        state={state}
        onChange={change}
        onOpen={() => setFiltering(true)}
      />
      {selected.length > 0 && !past && (
        <BulkBar object={object} selected={selected} known={records} onDone={() => setSelected([])} />
      )}
      {failed ? (
        <div className="card list-area">
          <ErrorState error={list.error} onRetry={() => list.refetch()} />
        </div>
      ) : lanes && state.board ? (
        <Board catalog={catalog} object={object} field={lanes} state={state} columns={columns} />
      ) : phone ? (
        <>
          <RecordCards
            catalog={catalog}
            object={object}
            columns={columns}
            records={records}
            loading={list.isFetching}
            empty={empty}
          />
          {(total ?? 0) > state.size && <div className="cards-foot">{pages}</div>}
        </>
      ) : (
        <div className="card list-card">
          <div className="list-area" ref={area}>
            {height > 0 && (
              <RecordTable
                catalog={catalog}
                object={object}
                columns={columns}
                records={records}
                loading={list.isPending || list.isPlaceholderData}
                sort={state.sort}
                onSort={sortBy}
                selected={selected}
                onSelect={!past && (object.access?.edit || object.access?.delete) ? setSelected : undefined}
                height={height - (density === 'small' ? 40 : 48)}
                size={density}
                empty={empty}
                editable={!past && object.access?.edit !== false}
              />
            )}
          </div>
          <div className="list-foot">{pages}</div>
        </div>
      )}
      {filtering && (
        <FilterPanel
          catalog={catalog}
          object={object}
          state={state}
          error={list.error}
          onChange={change}
          onClose={() => setFiltering(false)}
        />
      )}
      {exporting && (
        <ExportDialog
          object={object.name}
          filter={state.filter}
          q={state.q}
          sort={state.sort}
          fields={columns}
          total={total}
          onClose={() => setExporting(false)}
        />
      )}
    </div>
  );
}
