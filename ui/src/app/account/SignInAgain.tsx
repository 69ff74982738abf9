import { Modal } from 'antd';
import { useMe } from '../../api/queries';
import { useT } from '../../i18n/language';
import { SignInForm } from './SignInForm';

/** The session ended while somebody was at work: the page below stays as it is. */
export function SignInAgain({ onDone }: { onDone: () => void }) {
  const t = useT();
  const me = useMe().data;
  return (
    <Modal
      open
      closable={false}
      footer={null}
      title={t('signIn.again')}
      width={400}
      mask={{ closable: false }}
      keyboard={false}
      zIndex={2000}
    >
      <p className="muted">{t('signIn.againText')}</p>
      <SignInForm tenant={me?.tenant.name} username={me?.user.username} passwordOnly onDone={onDone} />
    </Modal>
  );
}
