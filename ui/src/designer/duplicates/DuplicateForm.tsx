import { Alert, Button, Checkbox, Drawer, Input, InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import type { ObjectDefinition } from '../../api/model';
import { placeProblems, type PlacedProblems } from '../../api/problems';
import { useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { useFeedback } from '../../kit/feedback';
import { FormulaLine } from '../formula/FormulaLine';
import { Line } from '../Line';
import { nameFrom, refusal } from '../names';
import { inBoth } from '../rules/draft';
import { AgainstEditor } from './AgainstEditor';
import { useDuplicateRuleCalls } from './calls';
import { MatchEditor } from './MatchEditor';
import { definitionOf, type DuplicateRule } from './model';

const none: PlacedProblems = { byField: {}, general: [] };
const keys = ['name', 'label', 'when', 'action', 'message', 'match', 'against', 'order', 'reveal'];

interface Props {
  object: ObjectDefinition;
  rule: DuplicateRule;
  isNew: boolean;
  onClose: () => void;
}

/** One duplicate rule: in what records are alike, with which they are compared, and what becomes of a save. */
export function DuplicateForm({ object, rule: start, isNew, onClose }: Props) {
  const t = useT();
  const phone = usePhone();
  const feedback = useFeedback();
  const { put } = useDuplicateRuleCalls();
  const [rule, setRule] = useState(start);
  const [problems, setProblems] = useState(none);
  const named = isNew && !rule.name ? nameFrom(inBoth(rule.label, 'en-US')) : rule.name;
  const set = (change: Partial<DuplicateRule>) => {
    setRule({ ...rule, ...change });
    setProblems(none);
  };
  const text = (key: 'label' | 'message', language: 'zh-CN' | 'en-US', label: string) => (
    <Line
      id={`duplicate-${key}-${language}`}
      label={label}
      problems={language === 'zh-CN' ? problems.byField[key] : undefined}
    >
      <Input
        id={`duplicate-${key}-${language}`}
        value={inBoth(rule[key], language)}
        onChange={(event) => set({ [key]: { ...rule[key], [language]: event.target.value } })}
      />
    </Line>
  );
  const save = async () => {
    const definition = definitionOf({ ...rule, name: named });
    try {
      setProblems(none);
      const report = await put.mutateAsync({ definition, dryRun: true });
      if (report.problems?.length) return setProblems(placeProblems(refusal(report.problems), keys));
      await put.mutateAsync({ definition });
      feedback.done(t('duplicates.saved'));
      onClose();
    } catch (error) {
      setProblems(placeProblems(error, keys));
    }
  };
  return (
    <Drawer
      open
      size={phone ? '100%' : 600}
      title={isNew ? t('duplicates.new') : t('duplicates.edit')}
      onClose={onClose}
      mask={{ closable: rule === start }}
      footer={
        <Space className="drawer-foot">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="primary"
            disabled={!named}
            loading={put.isPending}
            onClick={save}
            data-test="save-duplicate-rule"
          >
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
            title={problems.general.map((one) => (
              <div key={one}>{one}</div>
            ))}
          />
        )}
        {text('label', 'zh-CN', t('rules.labelZh'))}
        {text('label', 'en-US', t('rules.labelEn'))}
        <Line id="duplicate-name" label={t('setup.apiName')} required problems={problems.byField.name}>
          <Input
            id="duplicate-name"
            className="code"
            disabled={!isNew}
            value={named}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Line>
        <Line id="duplicate-match" label={t('duplicates.match')} required problems={problems.byField.match}>
          <MatchEditor object={object} rule={rule} onChange={(match) => set({ match })} />
        </Line>
        <Line id="duplicate-against" label={t('duplicates.against')} problems={problems.byField.against}>
          <AgainstEditor object={object} rule={rule} onChange={(against) => set({ against })} />
        </Line>
        <Line
          id="duplicate-action"
          label={t('duplicates.action')}
          required
          problems={problems.byField.action}
        >
          <Select
            id="duplicate-action"
            className="fill"
            value={rule.action}
            options={(['warn', 'block'] as const).map((action) => ({
              value: action,
              label: t(`duplicates.action.${action}`),
            }))}
            onChange={(action) => set({ action })}
          />
        </Line>
        <FormulaLine
          id="duplicate-when"
          label={t('rules.when')}
          help={t('rules.whenHelp')}
          problems={problems.byField.when}
          place={{ object: object.name, expected: 'boolean' }}
          value={rule.when ?? ''}
          onChange={(when) => set({ when })}
        />
        {text('message', 'zh-CN', t('rules.messageZh'))}
        {text('message', 'en-US', t('rules.messageEn'))}
        <Line id="duplicate-order" label={t('rules.order')} problems={problems.byField.order}>
          <InputNumber
            id="duplicate-order"
            min={0}
            precision={0}
            value={rule.order ?? 0}
            onChange={(order) => set({ order: order ?? 0 })}
          />
        </Line>
        <Checkbox
          checked={rule.reveal === true}
          onChange={(event) => set({ reveal: event.target.checked ? true : undefined })}
        >
          {t('duplicates.reveal')}
        </Checkbox>
        <Checkbox
          checked={rule.active !== false}
          onChange={(event) => set({ active: event.target.checked ? undefined : false })}
        >
          {t('rules.active')}
        </Checkbox>
      </div>
    </Drawer>
  );
}
