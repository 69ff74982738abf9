import { Button, Modal } from 'antd';
import { useT } from '../../i18n/language';
import { formatMoment } from '../../kit/format';
import { DefinitionDiff } from '../DefinitionDiff';
import type { Foreign } from './calls';
import { toDefinition, type Script } from './script';

interface Props {
  foreign: Foreign;
  mine: Script;
  busy: boolean;
  onPublish: () => void;
  onTake: (stored: Script) => void;
  onClose: () => void;
}

/** Somebody else has published the script meanwhile: who, what differs, and whose it shall be. */
export function ForeignDialog({ foreign, mine, busy, onPublish, onTake, onClose }: Props) {
  const t = useT();
  const { stored } = foreign;
  return (
    <Modal
      open
      title={t(stored ? 'script.conflict' : 'script.gone')}
      onCancel={onClose}
      width={720}
      footer={
        <>
          <Button onClick={onClose}>{t('script.keepTyping')}</Button>
          {stored && <Button onClick={() => onTake(stored)}>{t('script.takeTheirs')}</Button>}
          <Button danger type="primary" loading={busy} onClick={onPublish} data-test="publish-over">
            {t('script.publishMine')}
          </Button>
        </>
      }
    >
      <div className="stack" data-test="script-conflict">
        <p>
          {foreign.by && foreign.at
            ? t('script.conflictBy', { name: foreign.by, at: formatMoment(foreign.at) })
            : t('script.conflictText')}
        </p>
        {stored && <DefinitionDiff from={stored as never} to={toDefinition(mine)} />}
      </div>
    </Modal>
  );
}
