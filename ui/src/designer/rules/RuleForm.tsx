import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import type { ObjectDefinition, Rule } from '../../api/model';
import { useT } from '../../i18n/language';
import { FormulaLine } from '../formula/FormulaLine';
import { Line } from '../Line';
import { conditionPlace, definitionOf, filterPlace, has, ruleTypes } from './draft';
import { BothTexts, RuleDrawer } from './RuleDrawer';
import { RuleSubject } from './RuleSubject';
import { RuleTrial } from './RuleTrial';
import { useRuleDraft } from './useRuleDraft';

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
  const [trying, setTrying] = useState(false);
  const draft = useRuleDraft<Rule>({
    kind: 'rules',
    start,
    isNew,
    keys,
    define: (rule) => definitionOf(rule) as never,
    saved: t('rules.saved'),
    onSaved: onClose,
  });
  const { rule, named, problems, set } = draft;
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
    <RuleDrawer
      title={isNew ? t('rules.new') : t('rules.edit')}
      problems={problems}
      saving={draft.saving}
      complete={named !== ''}
      onSave={draft.save}
      onClose={onClose}
      buttons={
        <Button onClick={() => setTrying(!trying)} data-test="try-rule">
          {t('rules.try')}
        </Button>
      }
      test="save-rule"
    >
      {trying && <RuleTrial object={object} rule={draft.definition as never} />}
      <Line id="rule-type" label={t('rules.type')} required problems={problems.byField.type}>
        <Select
          id="rule-type"
          className="fill"
          value={rule.type}
          options={ruleTypes.map((type) => ({ value: type, label: t(`rules.type.${type}`) }))}
          onChange={(type) => set({ type })}
        />
      </Line>
      <BothTexts
        id="rule"
        labels={{ zh: t('rules.labelZh'), en: t('rules.labelEn') }}
        value={rule.label}
        problems={problems.byField.label}
        onChange={(label) => set({ label })}
      />
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
        <BothTexts
          id="rule-message"
          labels={{ zh: t('rules.messageZh'), en: t('rules.messageEn') }}
          value={rule.message}
          required={rule.type === 'validation'}
          problems={problems.byField.message}
          onChange={(message) => set({ message })}
        />
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
    </RuleDrawer>
  );
}
