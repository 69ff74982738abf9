import { Alert, Button, Checkbox, Drawer, Input, InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import type { ObjectDefinition, Rule, Text } from '../../api/model';
import { placeProblems, type PlacedProblems } from '../../api/problems';
import { useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { useFeedback } from '../../kit/feedback';
import { useDefinitions } from '../definitions';
import { FormulaLine } from '../formula/FormulaLine';
import { PANEL_WIDTH } from '../formula/HelpPanel';
import { Line } from '../Line';
import { nameFrom, refusal } from '../names';
import { conditionPlace, definitionOf, filterPlace, has, inBoth, ruleTypes } from './draft';
import { RuleSubject } from './RuleSubject';
import { RuleTrial } from './RuleTrial';

const none: PlacedProblems = { byField: {}, general: [] };
const keys = [
  ...['name', 'type', 'label', 'when', 'check', 'message', 'field', 'fields', 'value', 'allow', 'by'],
  ...['matrix', 'filter', 'on', 'order'],
];

interface Props {
  object: ObjectDefinition;
  rule: Rule;
  isNew: boolean;
  onClose: () => void;
}

/** One rule: what it does, when, and a trial before it is in force. */
export function RuleForm({ object, rule: start, isNew, onClose }: Props) {
  const t = useT();
  const phone = usePhone();
  const feedback = useFeedback();
  const { putRule } = useDefinitions();
  const [rule, setRule] = useState(start);
  const [problems, setProblems] = useState(none);
  const [trying, setTrying] = useState(false);
  const named = isNew && !rule.name ? nameFrom(inBoth(rule.label, 'en-US')) : rule.name;
  const whole = definitionOf({ ...rule, name: named });
  const set = (change: Partial<Rule>) => {
    setRule({ ...rule, ...change });
    setProblems(none);
  };
  const setText = (key: 'label' | 'message', language: 'zh-CN' | 'en-US', text: string) =>
    set({ [key]: { ...both(rule[key]), [language]: text } });
  const save = async () => {
    try {
      setProblems(none);
      const name = `${object.name}.${named}`;
      const report = await putRule.mutateAsync({ name, definition: whole, dryRun: true });
      if (report.problems?.length) return setProblems(placeProblems(refusal(report.problems), keys));
      await putRule.mutateAsync({ name, definition: whole });
      feedback.done(t('rules.saved'));
      onClose();
    } catch (error) {
      setProblems(placeProblems(error, keys));
    }
  };
  const source = (key: 'when' | 'check' | 'filter', label: string, help?: string, required = false) => (
    <FormulaLine
      id={`rule-${key}`}
      label={label}
      help={help}
      required={required}
      problems={problems.byField[key]}
      place={key === 'filter' ? filterPlace(object, rule) : conditionPlace(object)}
      value={rule[key] ?? ''}
      onChange={(text) => set({ [key]: text })}
    />
  );
  return (
    <Drawer
      open
      size={phone ? '100%' : 560}
      push={phone ? false : { distance: PANEL_WIDTH }}
      title={isNew ? t('rules.new') : t('rules.edit')}
      onClose={onClose}
      footer={
        <Space className="drawer-foot">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button onClick={() => setTrying(!trying)} data-test="try-rule">
            {t('rules.try')}
          </Button>
          <Button
            type="primary"
            disabled={!named}
            loading={putRule.isPending}
            onClick={save}
            data-test="save-rule"
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
            title={problems.general.map((text) => (
              <div key={text}>{text}</div>
            ))}
          />
        )}
        {trying && <RuleTrial object={object} rule={whole} />}
        <Line id="rule-type" label={t('rules.type')} required problems={problems.byField.type}>
          <Select
            id="rule-type"
            className="fill"
            value={rule.type}
            options={ruleTypes.map((type) => ({ value: type, label: t(`rules.type.${type}`) }))}
            onChange={(type) => set({ type })}
          />
        </Line>
        <Line id="rule-zh" label={t('rules.labelZh')} problems={problems.byField.label}>
          <Input
            id="rule-zh"
            value={inBoth(rule.label, 'zh-CN')}
            onChange={(event) => setText('label', 'zh-CN', event.target.value)}
          />
        </Line>
        <Line id="rule-en" label={t('rules.labelEn')}>
          <Input
            id="rule-en"
            value={inBoth(rule.label, 'en-US')}
            onChange={(event) => setText('label', 'en-US', event.target.value)}
          />
        </Line>
        <Line id="rule-name" label={t('setup.apiName')} required problems={problems.byField.name}>
          <Input
            id="rule-name"
            className="code"
            disabled={!isNew}
            value={named}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Line>
        {source('when', t('rules.when'), t('rules.whenHelp'), rule.type === 'visible')}
        {has(rule, 'check') && source('check', t('rules.check'), undefined, true)}
        <RuleSubject object={object} rule={rule} set={set} problems={problems.byField} />
        {has(rule, 'filter') && source('filter', t('rules.filter'), t('rules.filterHelp'), true)}
        {has(rule, 'message') && (
          <>
            <Line
              id="rule-message-zh"
              label={t('rules.messageZh')}
              required={rule.type === 'validation'}
              problems={problems.byField.message}
            >
              <Input
                id="rule-message-zh"
                value={inBoth(rule.message, 'zh-CN')}
                onChange={(event) => setText('message', 'zh-CN', event.target.value)}
              />
            </Line>
            <Line id="rule-message-en" label={t('rules.messageEn')} required={rule.type === 'validation'}>
              <Input
                id="rule-message-en"
                value={inBoth(rule.message, 'en-US')}
                onChange={(event) => setText('message', 'en-US', event.target.value)}
              />
            </Line>
          </>
        )}
        <Line id="rule-on" label={t('rules.on')} problems={problems.byField.on}>
          <Checkbox.Group
            value={rule.on ?? ['create', 'update']}
            options={(['create', 'update'] as const).map((one) => ({
              value: one,
              label: t(`rules.on.${one}`),
            }))}
            onChange={(on: ('create' | 'update')[]) => set({ on: on.length === 2 ? undefined : on })}
          />
        </Line>
        <Line id="rule-order" label={t('rules.order')} problems={problems.byField.order}>
          <InputNumber
            id="rule-order"
            min={0}
            precision={0}
            value={rule.order ?? 0}
            onChange={(order) => set({ order: order ?? 0 })}
          />
        </Line>
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

const both = (text: Text | string | undefined): Text =>
  typeof text === 'string' ? { 'zh-CN': text, 'en-US': text } : (text ?? {});
