import { KeyOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { api, body } from '../../api/client';
import { useT } from '../../i18n/language';
import { sentenceOf, useFeedback } from '../../kit/feedback';

/** Lets an administrator give a user a new password. */
export function SetPassword({ id }: { id: string }) {
  const t = useT();
  const feedback = useFeedback();
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const set = useMutation({
    mutationFn: () =>
      body(api.POST('/api/v1/users/{id}/password', { params: { path: { id } }, body: { new: password } })),
    onSuccess: () => {
      setOpen(false);
      setPassword('');
      feedback.done(t('password.done'));
    },
  });
  return (
    <>
      <Button icon={<KeyOutlined />} onClick={() => setOpen(true)} data-test="set-password">
        {t('password.set')}
      </Button>
      <Modal
        open={open}
        title={t('password.set')}
        okText={t('action.save')}
        cancelText={t('action.cancel')}
        okButtonProps={{ disabled: password === '', loading: set.isPending }}
        onOk={() => set.mutate()}
        onCancel={() => setOpen(false)}
      >
        <label className="field-label" htmlFor="set-password">
          {t('password.new')}
        </label>
        <Input.Password
          id="set-password"
          value={password}
          autoComplete="new-password"
          onChange={(event) => setPassword(event.target.value)}
        />
        {set.error && (
          <div className="field-problem" role="alert">
            {sentenceOf(set.error)}
          </div>
        )}
      </Modal>
    </>
  );
}
