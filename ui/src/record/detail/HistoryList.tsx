import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, DatePicker, Select, Skeleton, Switch, Timeline } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import type { Change, ObjectDefinition } from '../../api/model';
import { queries, useCatalog, type HistoryQuery } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { fromZoned } from '../../kit/format';
import { ErrorState, Nothing } from '../../kit/states';
import { removedAttachments } from '../attachments';
import { isSystem } from '../metadata';
import { OneChange } from './OneChange';

/** Who changed which value from what to what, newest first; by field, person and period. */
export function HistoryList({ object, id }: { object: ObjectDefinition; id: string }) {
  const t = useT();
  const catalog = useCatalog().data;
  const [asked, setAsked] = useState<HistoryQuery>({});
  const [people, setPeople] = useState<Record<string, string>>({});
  const history = useInfiniteQuery(queries.history(object.name, id, asked));
  const changes = history.data?.pages.flatMap((page) => page.changes) ?? [];
  const removed = removedAttachments(changes);
  const known = { ...people, ...peopleOf(changes) };
  const hasParts = catalog?.objects.some((one) =>
    one.fields.some(
      (field) =>
        field.type === 'masterDetail' && [field.target, ...(field.targets ?? [])].includes(object.name),
    ),
  );
  const narrowed = Object.values(asked).some((value) => value !== undefined && value !== false);
  const ask = (next: HistoryQuery) => {
    setPeople(known);
    setAsked({ ...asked, ...next });
  };
  const day = (value: Dayjs | null | undefined, add: number) =>
    value ? fromZoned(value.startOf('day').add(add, 'day')) : undefined;
  return (
    <div className="card pad">
      <div className="history-filters">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('history.allFields')}
          value={asked.field}
          options={object.fields
            .filter((field) => !isSystem(field) || field.name === 'owner')
            .map((field) => ({ value: field.name, label: labelOf(field) }))}
          onChange={(field?: string) => ask({ field })}
          data-test="history-field"
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('history.allPeople')}
          value={asked.by}
          options={Object.entries(known).map(([value, label]) => ({ value, label }))}
          onChange={(by?: string) => ask({ by })}
        />
        <DatePicker.RangePicker
          onChange={(range) => ask({ from: day(range?.[0], 0), to: day(range?.[1], 1) })}
        />
        {hasParts && (
          <label className="history-parts">
            <Switch
              size="small"
              checked={asked.details === true}
              onChange={(details) => ask({ details: details || undefined })}
              data-test="history-details"
            />
            {t('history.details')}
          </label>
        )}
      </div>
      {history.isPending ? (
        <Skeleton active />
      ) : history.isError ? (
        <ErrorState error={history.error} onRetry={() => history.refetch()} />
      ) : changes.length === 0 ? (
        <Nothing title={t(narrowed ? 'history.noMatch' : 'history.empty')} />
      ) : (
        <Timeline
          items={changes.map((change, index) => ({
            key: `${change.at}-${change.record?.id ?? ''}-${index}`,
            content: <OneChange object={object} change={change} removed={removed} />,
          }))}
        />
      )}
      {history.hasNextPage && (
        <Button block loading={history.isFetchingNextPage} onClick={() => history.fetchNextPage()}>
          {t('history.more')}
        </Button>
      )}
    </div>
  );
}

function peopleOf(changes: Change[]): Record<string, string> {
  return Object.fromEntries(
    changes.flatMap((change) => (change.by?.name ? [[change.by.id, change.by.name]] : [])),
  );
}
