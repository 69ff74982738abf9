import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Progress, Select, Tag } from 'antd';
import { useState } from 'react';
import { api, body } from '../../api/client';
import { useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { formatMoment, formatNumber, formatRelative } from '../../kit/format';
import { Nothing } from '../../kit/states';
import { Pages } from './Pages';
import { say, work, type Job } from './work';
import { WorkTable } from './WorkTable';

const colors: Record<Job['state'], string> = {
  draft: 'default',
  queued: 'gold',
  running: 'blue',
  done: 'green',
  failed: 'red',
  cancelled: 'default',
};

/** The tenant's jobs of all kinds: how far they are, cancel one, have a failed one tried again. */
export function JobList() {
  const t = useT();
  const feedback = useFeedback();
  const client = useQueryClient();
  const [filter, setFilter] = useState<{ kind?: string; state?: Job['state'] }>({});
  const [after, setAfter] = useState<string>();
  const jobs = useQuery(work.jobs(filter, after));
  const settled = {
    onSuccess: () => client.invalidateQueries({ queryKey: ['background', 'jobs'] }),
    onError: feedback.failed,
  };
  const path = (id: string) => ({ params: { path: { id } } });
  const cancel = useMutation({
    mutationFn: (id: string) => body(api.POST('/api/v1/admin/jobs/{id}/cancel', path(id))),
    ...settled,
  });
  const retry = useMutation({
    mutationFn: (id: string) => body(api.POST('/api/v1/admin/jobs/{id}/retry', path(id))),
    ...settled,
  });
  const narrow = (next: typeof filter) => {
    setAfter(undefined);
    setFilter({ ...filter, ...next });
  };
  return (
    <>
      <div className="work-filters">
        <Select
          allowClear
          placeholder={t('background.anyKind')}
          value={filter.kind}
          onChange={(kind) => narrow({ kind })}
          options={(jobs.data?.kinds ?? []).map((kind) => ({ value: kind, label: say('kind', kind) }))}
        />
        <Select
          allowClear
          placeholder={t('background.anyState')}
          value={filter.state}
          onChange={(state) => narrow({ state })}
          options={(Object.keys(colors) as Job['state'][]).map((state) => ({
            value: state,
            label: t(`background.job.${state}`),
          }))}
        />
      </div>
      <WorkTable<Job>
        query={jobs}
        rows={jobs.data?.jobs ?? []}
        rowKey={(job) => job.id}
        empty={<Nothing title={t('background.noJobs')} text={t('background.noJobsText')} />}
        columns={[
          { title: t('background.job'), render: (job) => <b>{say('kind', job.kind)}</b> },
          {
            title: t('import.state'),
            render: (job) => (
              <>
                <Tag variant="filled" color={colors[job.state]}>
                  {t(`background.job.${job.state}`)}
                </Tag>
                {job.message && <div className="work-reason muted">{job.message}</div>}
                {job.nextAttemptAt && (
                  <div className="muted">
                    {t('background.againAt', { when: formatRelative(job.nextAttemptAt) })}
                  </div>
                )}
              </>
            ),
          },
          { title: t('background.progress'), render: progressOf },
          { title: t('background.startedBy'), render: (job) => job.ownerName ?? t('background.system') },
          {
            title: t('background.when'),
            render: (job) => <span title={formatMoment(job.createdAt)}>{formatRelative(job.createdAt)}</span>,
          },
          {
            title: '',
            render: (job) =>
              job.state === 'queued' || job.state === 'running' ? (
                <Button
                  size="small"
                  disabled={job.cancelRequested || cancel.isPending}
                  data-test="cancel-job"
                  onClick={() => cancel.mutate(job.id)}
                >
                  {t(job.cancelRequested ? 'background.cancelling' : 'background.cancel')}
                </Button>
              ) : job.state === 'failed' ? (
                <Button
                  size="small"
                  disabled={retry.isPending}
                  data-test="retry-job"
                  onClick={() => retry.mutate(job.id)}
                >
                  {t('action.retry')}
                </Button>
              ) : null,
          },
        ]}
      />
      <Pages after={after} next={jobs.data?.next} onPage={setAfter} />
    </>
  );
}

function progressOf(job: Job) {
  if (job.state === 'running' && job.total > 0)
    return (
      <Progress
        className="work-progress"
        size="small"
        percent={Math.min(100, Math.round((100 * job.processed) / job.total))}
      />
    );
  return job.processed ? <span className="digits">{formatNumber(job.processed)}</span> : '';
}
