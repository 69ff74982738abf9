import { useMutation } from '@tanstack/react-query';
import { Modal, Progress, Radio } from 'antd';
import { useState } from 'react';
import { api, body } from '../../api/client';
import type { ExportJob } from '../../api/model';
import { useT } from '../../i18n/language';
import { download } from '../../kit/download';
import { useFeedback } from '../../kit/feedback';

interface Props {
  object: string;
  filter?: string;
  q?: string;
  sort?: string;
  fields: string[];
  total?: number;
  onClose: () => void;
}

/** Writes the list as it is filtered and sorted into a file and hands it over. */
export function ExportDialog({ object, filter, q, sort, fields, total, onClose }: Props) {
  const t = useT();
  const feedback = useFeedback();
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const [job, setJob] = useState<ExportJob>();
  const run = useMutation({
    mutationFn: async () => {
      let present = await body(
        api.POST('/api/v1/exports', {
          body: { object, filter, q: q || undefined, sort: sort ? sort.split(',') : [], fields, format },
        }),
      );
      while (!['done', 'failed', 'cancelled'].includes(present.state)) {
        setJob(present);
        await new Promise((resolve) => setTimeout(resolve, 500));
        present = await body(api.GET('/api/v1/exports/{id}', { params: { path: { id: present.id } } }));
      }
      if (present.state !== 'done') throw new Error(present.message ?? t('export.failed'));
      return present;
    },
    onSuccess: (done) => {
      download(`/api/v1/exports/${done.id}/file`);
      feedback.done(t('export.done'));
      onClose();
    },
    onError: (error) => {
      setJob(undefined);
      feedback.failed(error);
    },
  });
  return (
    <Modal
      open
      title={t('export.title')}
      okText={t('export.start')}
      cancelText={t('action.cancel')}
      onOk={() => run.mutate()}
      onCancel={onClose}
      confirmLoading={run.isPending}
    >
      <div className="stack">
        <div>{total === undefined ? t('export.text') : t('export.count', { count: total })}</div>
        <Radio.Group value={format} onChange={(event) => setFormat(event.target.value)}>
          <Radio value="xlsx">Excel (.xlsx)</Radio>
          <Radio value="csv">CSV (.csv)</Radio>
        </Radio.Group>
        {run.isPending && (
          <Progress
            percent={job?.total ? Math.round(((job.processed ?? 0) / job.total) * 100) : 0}
            status="active"
          />
        )}
      </div>
    </Modal>
  );
}
