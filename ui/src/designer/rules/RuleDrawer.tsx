import { Alert, Button, Drawer, Input, Space } from 'antd';
import type { ReactNode } from 'react';
import type { Text } from '../../api/model';
import type { PlacedProblems } from '../../api/problems';
import { useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { PANEL_WIDTH } from '../formula/HelpPanel';
import { Line } from '../Line';
import { inBoth } from './draft';

interface Props {
  title: string;
  problems: PlacedProblems;
  saving: boolean;
  /** Whether there is enough to be saved. */
  complete: boolean;
  onSave: () => void;
  onClose: () => void;
  /** Further buttons, before the last. */
  buttons?: ReactNode;
  /** For tests: the button that saves. */
  test: string;
  children: ReactNode;
}

/** The form of one rule beside the list of all, with the problems that belong to no line on top. */
export function RuleDrawer(props: Props) {
  const { title, problems, saving, complete, onSave, onClose, buttons, test, children } = props;
  const t = useT();
  const phone = usePhone();
  return (
    <Drawer
      open
      size={phone ? '100%' : 600}
      push={phone ? false : { distance: PANEL_WIDTH }}
      title={title}
      onClose={onClose}
      footer={
        <Space className="drawer-foot">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          {buttons}
          <Button type="primary" disabled={!complete} loading={saving} onClick={onSave} data-test={test}>
            {t('action.save')}
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
        {children}
      </div>
    </Drawer>
  );
}

interface TextsProps {
  /** Of the inputs, which end in `-zh` and `-en`. */
  id: string;
  labels: { zh: string; en: string };
  value: Text | string | undefined;
  required?: boolean;
  problems?: string[];
  onChange: (text: Text) => void;
}

/** A text in both languages. */
export function BothTexts({ id, labels, value, required, problems, onChange }: TextsProps) {
  const line = (language: 'zh-CN' | 'en-US', end: 'zh' | 'en') => (
    <Line
      id={`${id}-${end}`}
      label={labels[end]}
      required={required}
      problems={end === 'zh' ? problems : undefined}
    >
      <Input
        id={`${id}-${end}`}
        value={inBoth(value, language)}
        onChange={(event) =>
          onChange({
            'zh-CN': inBoth(value, 'zh-CN'),
            'en-US': inBoth(value, 'en-US'),
            [language]: event.target.value,
          })
        }
      />
    </Line>
  );
  return (
    <>
      {line('zh-CN', 'zh')}
      {line('en-US', 'en')}
    </>
  );
}
