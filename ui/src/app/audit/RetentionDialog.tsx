import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { api, body } from '../../api/client';
import { useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';

/** How long entries are kept. */
export function RetentionDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const feedback = useFeedback();
  const client = useQueryClient();
  const settings = useQuery({
    queryKey: ['audit-settings'],
    queryFn: () => body(api.GET('/api/v1/admin/audit/settings')),
  });
  const [typed, setTyped] = useState<number | null>(null);
  const days = typed ?? settings.data?.days ?? null;
  const change = useMutation({
    mutationFn: (next: number) => body(api.PUT('/api/v1/admin/audit/settings', { body: { days: next } })),
    onSuccess: (saved) => {
      client.setQueryData(['audit-settings'], saved);
      void client.invalidateQueries({ queryKey: ['audit'] });
      feedback.done(t('audit.days', { days: saved.days }));
      onClose();
    },
    onError: feedback.failed,
  });
  return (
    <Modal
      open
      title={t('audit.retention')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: days === null, loading: change.isPending }}
      onOk={() => days !== null && change.mutate(days)}
      onCancel={onClose}
    >
      <p className="muted">{t('audit.retentionText')}</p>
      <InputNumber min={90} max={3650} value={days} onChange={setTyped} disabled={settings.isPending} />
    </Modal>
  );
}
