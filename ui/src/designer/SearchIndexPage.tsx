import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Progress, Table, Tag } from 'antd';
import { api, body } from '../api/client';
import { queries, useCatalog } from '../api/queries';
import { labelOf, useT } from '../i18n/language';
import { useFeedback } from '../kit/feedback';
import { PageHead } from '../kit/PageHead';
import { ErrorState } from '../kit/states';

const colors: Record<string, string> = { ready: 'green', building: 'blue', waiting: 'orange' };

/** How the search index stands, object by object, and building it anew. */
export function SearchIndexPage() {
  const t = useT();
  const feedback = useFeedback();
  const client = useQueryClient();
  const catalog = useCatalog().data;
  const index = useQuery(queries.searchIndex());
  const rebuild = useMutation({
    mutationFn: () => body(api.POST('/api/v1/admin/search/rebuild', { body: {} })),
    onSuccess: () => {
      feedback.done(t('searchIndex.started'));
      return client.invalidateQueries({ queryKey: ['search-index'] });
    },
    onError: feedback.failed,
  });
  const status = index.data;
  const job = status?.rebuild;
  const running = job?.state === 'queued' || job?.state === 'running';
  const states: Record<string, string> = {
    ready: t('searchIndex.ready'),
    building: t('searchIndex.building'),
    waiting: t('searchIndex.waiting'),
  };
  return (
    <div className="page">
      <PageHead
        title={t('searchIndex.title')}
        extra={
          <Button type="primary" loading={running || rebuild.isPending} onClick={() => rebuild.mutate()}>
            {t('searchIndex.rebuild')}
          </Button>
        }
      />
      <p className="muted">{t('searchIndex.intro')}</p>
      <div className="card list-card">
        {index.isError ? (
          <ErrorState error={index.error} onRetry={() => index.refetch()} />
        ) : (
          <>
            <div className="index-facts">
              <span>
                <span className="muted">{t('searchIndex.engine')}</span>{' '}
                <b>{status?.engine === 'elasticsearch' ? 'Elasticsearch' : 'Lucene'}</b>
              </span>
              <span>
                <span className="muted">{t('searchIndex.lag')}</span>{' '}
                {status && status.lag.events > 0
                  ? t('searchIndex.events', { n: status.lag.events, s: status.lag.seconds.toFixed(1) })
                  : t('searchIndex.upToDate')}
              </span>
              {running && job && (
                <Progress
                  percent={job.total > 0 ? Math.floor((100 * job.processed) / job.total) : 0}
                  format={() =>
                    t('searchIndex.rebuilding', { done: job.processed, total: Math.max(0, job.total) })
                  }
                  style={{ maxWidth: 420 }}
                />
              )}
            </div>
            <Table
              rowKey="object"
              size="small"
              loading={index.isPending}
              dataSource={status?.objects ?? []}
              pagination={false}
              scroll={{ x: 'max-content' }}
              columns={[
                {
                  title: t('searchIndex.object'),
                  render: (_, one) => (
                    <b>
                      {labelOf(
                        catalog?.objects.find((each) => each.name === one.object) ?? { name: one.object },
                      )}
                    </b>
                  ),
                },
                {
                  title: t('searchIndex.state'),
                  render: (_, one) => (
                    <Tag variant="filled" color={colors[one.state] ?? 'default'}>
                      {states[one.state] ?? one.state}
                    </Tag>
                  ),
                },
                {
                  title: t('searchIndex.documents'),
                  align: 'right',
                  render: (_, one) => <span className="digits">{one.documents}</span>,
                },
                {
                  title: t('searchIndex.records'),
                  align: 'right',
                  render: (_, one) => <span className="digits">{one.records}</span>,
                },
              ]}
            />
          </>
        )}
      </div>
    </div>
  );
}
