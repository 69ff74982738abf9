import { DownloadOutlined, FieldTimeOutlined, SearchOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, DatePicker, Dropdown, Input, Select, Table, Tag } from 'antd';
import type { Dayjs } from 'dayjs';
import { useEffect, useState } from 'react';
import type { AuditEntry } from '../../api/model';
import { queries, useMe, type AuditQuery } from '../../api/queries';
import { useT, type MessageKey } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { download } from '../../kit/download';
import { formatMoment, fromZoned } from '../../kit/format';
import { useDebounced } from '../../kit/hooks';
import { PageHead } from '../../kit/PageHead';
import { ErrorState, Nothing } from '../../kit/states';
import { AuditDrawer } from './AuditDrawer';
import { AuditLine, kinds, subjectOf } from './AuditLine';
import { RetentionDialog } from './RetentionDialog';

/** Who did what, for those who may look: filtered, opened one by one, taken as a file. */
export function AuditPage() {
  const t = useT();
  const phone = usePhone();
  const rights = useMe().data?.system ?? [];
  const [asked, setAsked] = useState<AuditQuery>({});
  const [person, setPerson] = useState<string>();
  const [typed, setTyped] = useState('');
  const [opened, setOpened] = useState<AuditEntry>();
  const [keeping, setKeeping] = useState(false);
  const q = useDebounced(typed, 300).trim() || undefined;
  useEffect(() => setAsked((before) => ({ ...before, q })), [q]);
  const log = useInfiniteQuery(queries.audit(asked));
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  const ask = (next: AuditQuery) => setAsked({ ...asked, ...next });
  const day = (value: Dayjs | null | undefined, add: number) =>
    value ? fromZoned(value.startOf('day').add(add, 'day')) : undefined;
  const take = (format: string) => {
    const given = Object.entries({ ...asked, format }).filter(([, value]) => value);
    download(`/api/v1/admin/audit/file?${new URLSearchParams(given as [string, string][])}`);
  };
  const byPerson = (entry: AuditEntry) => {
    if (!entry.user) return;
    setPerson(entry.name ?? entry.user);
    ask({ user: entry.user });
  };
  return (
    <div className="page">
      <PageHead
        title={t('audit.title')}
        extra={
          <>
            {rights.includes('manageUsers') && (
              <Button
                icon={<FieldTimeOutlined />}
                onClick={() => setKeeping(true)}
                aria-label={t('audit.retention')}
              >
                {phone ? undefined : t('audit.retention')}
              </Button>
            )}
            <Dropdown
              trigger={['click']}
              menu={{
                items: ['xlsx', 'csv'].map((format) => ({
                  key: format,
                  label: t('audit.download', { format: format.toUpperCase() }),
                })),
                onClick: ({ key }) => take(key),
              }}
            >
              <Button icon={<DownloadOutlined />} aria-label={t('list.export')} data-test="audit-export">
                {phone ? undefined : t('list.export')}
              </Button>
            </Dropdown>
          </>
        }
      />
      <div className="audit-filters">
        <Input
          allowClear
          prefix={<SearchOutlined className="muted" />}
          placeholder={t('audit.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          data-test="audit-search"
        />
        <Select
          allowClear
          placeholder={t('audit.all')}
          value={asked.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(`audit.kind.${kind}` as MessageKey) }))}
          onChange={(kind?: string) => ask({ kind })}
          data-test="audit-kind"
        />
        <DatePicker.RangePicker
          onChange={(range) => ask({ from: day(range?.[0], 0), to: day(range?.[1], 1) })}
        />
        {asked.user && (
          <Tag
            closable
            onClose={() => {
              setPerson(undefined);
              ask({ user: undefined });
            }}
          >
            {person}
          </Tag>
        )}
      </div>
      <div className="card list-card">
        {log.isError ? (
          <ErrorState error={log.error} onRetry={() => log.refetch()} />
        ) : phone ? (
          entries.map((entry) => <AuditLine key={entry.id} entry={entry} onOpen={() => setOpened(entry)} />)
        ) : (
          <Table<AuditEntry>
            rowKey="id"
            size="small"
            className="audit-table"
            loading={log.isPending}
            dataSource={entries}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: <Nothing title={t('audit.empty')} /> }}
            onRow={(entry) => ({ onClick: () => setOpened(entry) })}
            columns={[
              {
                title: t('audit.at'),
                width: 150,
                render: (_, entry) => <span className="digits">{formatMoment(entry.at)}</span>,
              },
              {
                title: t('audit.by'),
                width: 160,
                render: (_, entry) =>
                  entry.user ? (
                    <a
                      onClick={(event) => {
                        event.stopPropagation();
                        byPerson(entry);
                      }}
                    >
                      {entry.name ?? entry.user}
                    </a>
                  ) : (
                    (entry.name ?? '—')
                  ),
              },
              {
                title: t('audit.action'),
                width: 240,
                render: (_, entry) => (
                  <>
                    <Tag variant="filled">{t(`audit.kind.${entry.kind}` as MessageKey)}</Tag>
                    {entry.text}
                    {(entry.count ?? 1) > 1 && (
                      <Tag color="orange" className="audit-count">
                        {t('audit.count', { count: entry.count! })}
                      </Tag>
                    )}
                  </>
                ),
              },
              {
                title: t('audit.about'),
                render: (_, entry) => <span className="audit-subject">{subjectOf(entry)}</span>,
              },
              {
                title: t('audit.address'),
                width: 140,
                render: (_, entry) => <span className="digits muted">{entry.address}</span>,
              },
            ]}
          />
        )}
        {phone && !log.isPending && entries.length === 0 && <Nothing title={t('audit.empty')} />}
        {log.hasNextPage && (
          <div className="list-foot">
            <Button block loading={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
              {t('audit.more')}
            </Button>
          </div>
        )}
      </div>
      {opened && <AuditDrawer entry={opened} onClose={() => setOpened(undefined)} />}
      {keeping && <RetentionDialog onClose={() => setKeeping(false)} />}
    </div>
  );
}
