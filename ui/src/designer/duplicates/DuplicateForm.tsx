import { Checkbox, Input, InputNumber, Select } from 'antd';
import type { ObjectDefinition } from '../../api/model';
import { useT } from '../../i18n/language';
import { FormulaLine } from '../formula/FormulaLine';
import { Line } from '../Line';
import { BothTexts, RuleDrawer } from '../rules/RuleDrawer';
import { useRuleDraft } from '../rules/useRuleDraft';
import { AgainstEditor } from './AgainstEditor';
import { MatchEditor } from './MatchEditor';
import { definitionOf, type DuplicateRule } from './model';

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
  const draft = useRuleDraft<DuplicateRule>({
    kind: 'duplicate-rules',
    start,
    isNew,
    keys,
    define: definitionOf,
    saved: t('duplicates.saved'),
    onSaved: onClose,
  });
  const { rule, named, problems, set } = draft;
  return (
    <RuleDrawer
      title={isNew ? t('duplicates.new') : t('duplicates.edit')}
      problems={problems}
      saving={draft.saving}
      complete={named !== ''}
      onSave={draft.save}
      onClose={onClose}
      test="save-duplicate-rule"
    >
      <BothTexts
        id="duplicate"
        labels={{ zh: t('rules.labelZh'), en: t('rules.labelEn') }}
        value={rule.label}
        problems={problems.byField.label}
        onChange={(label) => set({ label })}
      />
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
      <Line id="duplicate-action" label={t('duplicates.action')} required problems={problems.byField.action}>
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
      <BothTexts
        id="duplicate-message"
        labels={{ zh: t('rules.messageZh'), en: t('rules.messageEn') }}
        value={rule.message}
        problems={problems.byField.message}
        onChange={(message) => set({ message })}
      />
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
    </RuleDrawer>
  );
}
