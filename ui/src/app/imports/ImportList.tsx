import { UploadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Table, Tag } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { ImportJob } from '../../api/model';
import { queries, useCatalog } from '../../api/queries';
import { labelOf, useT, type MessageKey } from '../../i18n/language';
import { formatMoment, formatNumber, formatRelative } from '../../kit/format';
import { PageHead } from '../../kit/PageHead';
import { ErrorState, Nothing } from '../../kit/states';
import { findObject } from '../../record/metadata';
import { isOver } from './operations';

const colors: Record<string, string> = {
  done: 'green',
  failed: 'red',
  cancelled: 'default',
  running: 'blue',
  queued: 'blue',
  mapping: 'gold',
};

export function ImportList() {
  const t = useT();
  const navigate = useNavigate();
  const catalog = useCatalog().data;
  const imports = useQuery({
    ...queries.imports(),
    refetchInterval: (query) =>
      query.state.data?.some((job) => !isOver(job.state) && job.state !== 'mapping') ? 2000 : false,
  });
  return (
    <div className="page">
      <PageHead
        title={t('import.title')}
        extra={
          <Button type="primary" icon={<UploadOutlined />} onClick={() => navigate('/imports/new')}>
            {t('import.new')}
          </Button>
        }
      />
      <div className="card list-card">
        {imports.isError ? (
          <ErrorState error={imports.error} onRetry={() => imports.refetch()} />
        ) : (
          <Table<ImportJob>
            rowKey="id"
            size="small"
            loading={imports.isPending}
            dataSource={imports.data ?? []}
            pagination={{ pageSize: 20, hideOnSinglePage: true }}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: <Nothing title={t('import.none')} text={t('import.noneText')} /> }}
            columns={[
              {
                title: t('import.file'),
                render: (_, job) => <Link to={`/imports/${job.id}`}>{job.fileName ?? job.id}</Link>,
              },
              {
                title: t('import.object'),
                render: (_, job) => labelOf(findObject(catalog, job.object) ?? { name: job.object }),
              },
              {
                title: t('import.state'),
                render: (_, job) => (
                  <Tag color={colors[job.state]} variant="filled">
                    {t(`import.state.${job.state}` as MessageKey)}
                  </Tag>
                ),
              },
              {
                title: t('import.created'),
                align: 'end',
                render: (_, job) => formatNumber(job.created ?? 0),
              },
              {
                title: t('import.updated'),
                align: 'end',
                render: (_, job) => formatNumber(job.updated ?? 0),
              },
              { title: t('import.failed'), align: 'end', render: (_, job) => formatNumber(job.failed ?? 0) },
              {
                title: t('import.started'),
                render: (_, job) =>
                  job.startedAt ? (
                    <span title={formatMoment(job.startedAt)}>{formatRelative(job.startedAt)}</span>
                  ) : (
                    ''
                  ),
              },
            ]}
          />
        )}
      </div>
    </div>
  );
}
