import { Alert, Button, Drawer, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { placeProblems, type PlacedProblems } from '../api/problems';
import { useT } from '../i18n/language';
import { usePhone } from '../kit/device';
import { useFeedback } from '../kit/feedback';
import { Icon, iconNames } from '../kit/Icon';
import { useDefinitions, type Definition } from './definitions';
import { Line } from './Line';
import { nameFrom, refusal } from './names';

const none: PlacedProblems = { byField: {}, general: [] };

/** Makes an object with its name field; further fields are added on its page. */
export function ObjectForm({ onClose }: { onClose: () => void }) {
  const t = useT();
  const phone = usePhone();
  const navigate = useNavigate();
  const feedback = useFeedback();
  const { putObject } = useDefinitions();
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const [typedName, setName] = useState<string>();
  const [icon, setIcon] = useState('appstore');
  const [problems, setProblems] = useState(none);
  const name = typedName ?? nameFrom(en);
  const save = async () => {
    const definition: Definition = {
      name,
      label: { 'zh-CN': zh || en, 'en-US': en || zh },
      icon,
      nameField: 'name',
      fields: [
        {
          name: 'name',
          type: 'text',
          label: { 'zh-CN': '\u540d\u79f0', 'en-US': 'Name' },
          required: true,
          max: 80,
        },
      ],
    };
    try {
      setProblems(none);
      const report = await putObject.mutateAsync({ name, definition, dryRun: true });
      if (report.problems?.length) return setProblems(placeProblems(refusal(report.problems), fields));
      await putObject.mutateAsync({ name, definition });
      feedback.done(t('setup.objectMade'));
      onClose();
      void navigate(`/setup/objects/${name}`);
    } catch (error) {
      setProblems(placeProblems(error, fields));
    }
  };
  return (
    <Drawer
      open
      size={phone ? '100%' : 480}
      title={t('setup.newObject')}
      onClose={onClose}
      footer={
        <Space className="drawer-foot">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="primary"
            loading={putObject.isPending}
            disabled={!name || !(zh || en)}
            onClick={save}
            data-test="save-object"
          >
            {t('setup.create')}
          </Button>
        </Space>
      }
    >
      <div className="stack">
        {problems.general.length > 0 && (
          <Alert
            type="error"
            showIcon
            title={problems.general.map((text) => (
              <div key={text}>{text}</div>
            ))}
          />
        )}
        <Line id="object-zh" label={t('setup.labelZh')} required problems={problems.byField.label}>
          <Input id="object-zh" value={zh} onChange={(event) => setZh(event.target.value)} autoFocus />
        </Line>
        <Line id="object-en" label={t('setup.labelEn')}>
          <Input id="object-en" value={en} onChange={(event) => setEn(event.target.value)} />
        </Line>
        <Line
          id="object-name"
          label={t('setup.apiName')}
          required
          help={t('setup.apiNameHelp')}
          problems={problems.byField.name}
        >
          <Input
            id="object-name"
            className="code"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Line>
        <Line id="object-icon" label={t('setup.icon')} problems={problems.byField.icon}>
          <Select
            id="object-icon"
            className="fill"
            showSearch
            value={icon}
            onChange={setIcon}
            options={iconNames.map((one) => ({ value: one, label: one }))}
            optionRender={(option) => (
              <>
                <Icon name={String(option.value)} /> {option.value}
              </>
            )}
          />
        </Line>
      </div>
    </Drawer>
  );
}

const fields = ['name', 'label', 'icon'];
