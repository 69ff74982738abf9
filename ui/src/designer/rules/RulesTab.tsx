import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Tag } from 'antd';
import { useState } from 'react';
import type { ObjectDefinition, Rule } from '../../api/model';
import { queries } from '../../api/queries';
import { labelOf, listOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { ErrorState, PageSkeleton } from '../../kit/states';
import { useDefinitions } from '../definitions';
import { blank } from './draft';
import { RuleForm } from './RuleForm';

/** The conditional rules of an object, in the order in which they are evaluated. */
export function RulesTab({ object }: { object: ObjectDefinition }) {
  const t = useT();
  const feedback = useFeedback();
  const { deleteRule } = useDefinitions();
  const rules = useQuery(queries.rules());
  const [open, setOpen] = useState<Rule>();
  if (rules.isPending) return <PageSkeleton />;
  if (rules.isError) return <ErrorState error={rules.error} onRetry={() => rules.refetch()} />;
  const own = rules.data
    .filter((rule) => rule.object === object.name)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0) || a.name.localeCompare(b.name));
  const askDelete = (rule: Rule) =>
    feedback.confirm({
      title: t('rules.removeTitle', { rule: labelOf(rule) }),
      content: t('rules.removeText'),
      okText: t('action.delete'),
      okButtonProps: { danger: true },
      onOk: () =>
        deleteRule
          .mutateAsync({ name: `${rule.object}.${rule.name}` })
          .then(() => feedback.done(t('rules.removed')), feedback.failed),
    });
  const fieldLabel = (name: string) =>
    labelOf(object.fields.find((field) => field.name === name) ?? { name });
  return (
    <div className="card list-card rules-tab" data-test="rules">
      <div className="rules-bar">
        <Button
          type="primary"
          icon={<PlusOutlined />}
          onClick={() => setOpen(blank(object))}
          data-test="new-rule"
        >
          {t('rules.new')}
        </Button>
      </div>
      {own.length === 0 && <Empty description={t('rules.empty')} />}
      <ul className="rules-list">
        {own.map((rule) => (
          <li key={rule.name} data-rule={rule.name}>
            <button type="button" className="rule-open" onClick={() => setOpen(rule)}>
              <span className="rule-title">
                {labelOf(rule)} <code className="muted">{rule.name}</code>
                {rule.active === false && <Tag variant="filled">{t('rules.inactive')}</Tag>}
              </span>
              <span className="rule-what">
                <Tag variant="filled">{t(`rules.type.${rule.type}`)}</Tag>
                {listOf((rule.field ? [rule.field] : (rule.fields ?? [])).map(fieldLabel))}
              </span>
              {[rule.when, rule.check, rule.filter].filter(Boolean).map((source) => (
                <code key={source} className="rule-source">
                  {source}
                </code>
              ))}
            </button>
            <Button type="link" size="small" danger onClick={() => askDelete(rule)}>
              {t('action.delete')}
            </Button>
          </li>
        ))}
      </ul>
      {open && (
        <RuleForm
          key={open.name}
          object={object}
          rule={open}
          isNew={open.name === ''}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}
