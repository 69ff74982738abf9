import { DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { api, body } from '../../api/client';
import type { ImportJob, ObjectDefinition } from '../../api/model';
import { labelOf, textOf, useT, type MessageKey } from '../../i18n/language';
import { download } from '../../kit/download';
import { useFeedback } from '../../kit/feedback';
import { formatNumber } from '../../kit/format';
import { isOver } from './operations';

/** Third step: how far it is, what came in and what did not, with the rows to put right. */
export function ImportProgress({ object, job }: { object: ObjectDefinition; job: ImportJob }) {
  const t = useT();
  const feedback = useFeedback();
  const client = useQueryClient();
  const over = isOver(job.state);
  const cancel = useMutation({
    mutationFn: () => body(api.POST('/api/v1/imports/{id}/cancel', { params: { path: { id: job.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports'] }),
    onError: feedback.failed,
  });
  const undo = useMutation({
    mutationFn: () => body(api.POST('/api/v1/imports/{id}/undo', { params: { path: { id: job.id } } })),
    onSuccess: () => {
      feedback.done(t('import.undoStarted'));
      void client.invalidateQueries({ queryKey: ['imports'] });
      void client.invalidateQueries({ queryKey: ['records'] });
    },
    onError: feedback.failed,
  });
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: ['records'] });
  }, [over, client]);
  const percent = job.total
    ? Math.min(100, Math.floor(((job.processed ?? 0) / job.total) * 100))
    : over
      ? 100
      : 0;
  const counts: [MessageKey, number | undefined, string][] = [
    ['import.created', job.created, 'good'],
    ['import.updated', job.updated, 'good'],
    ['import.failed', job.failed, (job.failed ?? 0) > 0 ? 'bad' : ''],
  ];
  return (
    <section className="card form-card stack" data-test="import-progress" data-state={job.state}>
      <div className="import-state">
        <h3>{t(`import.state.${job.state}` as MessageKey)}</h3>
        <span className="muted digits">
          {t('import.processed', {
            processed: formatNumber(job.processed ?? 0),
            total: job.total ? formatNumber(job.total) : '…',
          })}
        </span>
      </div>
      <Progress
        percent={percent}
        status={
          job.state === 'failed'
            ? 'exception'
            : over
              ? (job.failed ?? 0) > 0
                ? 'normal'
                : 'success'
              : 'active'
        }
      />
      <div className="counts">
        {counts.map(([label, count, mood]) => (
          <div key={label} className={`count count-${mood}`}>
            <b data-test={label}>{formatNumber(count ?? 0)}</b>
            <span>{t(label)}</span>
          </div>
        ))}
      </div>
      {job.undone && <Alert type="info" showIcon title={t('import.undone')} />}
      {job.message && <Alert type={job.state === 'failed' ? 'error' : 'info'} showIcon title={job.message} />}
      {over && (job.failed ?? 0) > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('import.failedText', { count: job.failed ?? 0 })}
          action={
            <Button icon={<DownloadOutlined />} onClick={() => download(`/api/v1/imports/${job.id}/errors`)}>
              {t('import.errors')}
            </Button>
          }
        />
      )}
      <div className="form-buttons">
        {!over && (
          <Button danger loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('import.cancel')}
          </Button>
        )}
        {over && (
          <>
            {(job.created ?? 0) > 0 && !job.undone && job.operation === 'create' && (
              <Button
                danger
                loading={undo.isPending}
                onClick={() =>
                  feedback.confirm({
                    title: t('import.undoTitle', { count: job.created ?? 0 }),
                    content: t('delete.text'),
                    okText: t('import.undo'),
                    okButtonProps: { danger: true },
                    onOk: () => undo.mutate(),
                  })
                }
              >
                {t('import.undo')}
              </Button>
            )}
            <Link to={`/imports/new?object=${object.name}`}>
              <Button>{t('import.again')}</Button>
            </Link>
            <Link to={`/o/${object.name}?view=all&sort=-createdAt`}>
              <Button type="primary">
                {t('import.open', { objects: textOf(object.pluralLabel) ?? labelOf(object) })}
              </Button>
            </Link>
          </>
        )}
      </div>
    </section>
  );
}
