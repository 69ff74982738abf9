import { Alert, Modal, Select, Tag } from 'antd';
import { useState } from 'react';
import { useCatalog } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { FilePicker } from '../../kit/FilePicker';
import { Line } from '../Line';
import { useImport, type DecisionImport } from './calls';

/** Takes tables over from a DMN file: what would become of it is shown before anything is published. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const feedback = useFeedback();
  const objects = useCatalog().data?.objects ?? [];
  const take = useImport();
  const [file, setFile] = useState<File>();
  const [object, setObject] = useState<string>();
  const [found, setFound] = useState<DecisionImport>();
  const look = async (next: File | undefined, about: string | undefined) => {
    setFile(next);
    setObject(about);
    setFound(undefined);
    if (!next) return;
    try {
      setFound(await take.mutateAsync({ file: next, object: about, dryRun: true }));
    } catch (error) {
      feedback.failed(error);
    }
  };
  const publish = async () => {
    try {
      const done = await take.mutateAsync({ file: file!, object, dryRun: false });
      feedback.done(t('decision.imported', { count: done.decisions.length }));
      onClose();
    } catch (error) {
      feedback.failed(error);
    }
  };
  return (
    <Modal
      open
      title={t('decision.import')}
      onCancel={onClose}
      onOk={publish}
      okText={t('decision.publish')}
      cancelText={t('action.cancel')}
      confirmLoading={take.isPending}
      okButtonProps={{ disabled: !found || found.problems.length > 0 || !found.decisions.length }}
    >
      <div className="stack">
        <Line id="dmn-file" label={t('decision.file')} help={t('decision.fileHelp')}>
          <div>
            <FilePicker id="dmn-file" accept=".dmn,.xml" onFiles={([one]) => void look(one, object)} />{' '}
            {file?.name}
          </div>
        </Line>
        <Line id="dmn-object" label={t('setup.object')} help={t('decision.objectHelp')}>
          <Select
            id="dmn-object"
            className="fill"
            allowClear
            showSearch
            optionFilterProp="label"
            value={object}
            placeholder={t('decision.parameters')}
            onChange={(one: string | undefined) => void look(file, one)}
            options={objects.map((one) => ({ value: one.name, label: labelOf(one) }))}
          />
        </Line>
        {found?.decisions.map((one) => (
          <div key={one.name} data-test="imported-table">
            <code>{one.name}</code>{' '}
            <Tag variant="filled" color={one.created ? 'green' : 'orange'}>
              {one.created ? t('decision.isNew') : t('decision.replaces')}
            </Tag>
          </div>
        ))}
        <Findings texts={found?.problems.map((one) => one.message ?? one.code)} type="error" />
        <Findings texts={found?.warnings.map((one) => one.message ?? one.code)} type="warning" />
      </div>
    </Modal>
  );
}

/** Sentences one under the other; nothing when there are none. */
export function Findings({ texts, type }: { texts?: string[]; type: 'error' | 'warning' }) {
  return texts?.length ? (
    <Alert
      type={type}
      showIcon
      title={[...new Set(texts)].map((text) => (
        <div key={text}>{text}</div>
      ))}
    />
  ) : null;
}
