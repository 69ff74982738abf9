import { PlusOutlined } from '@ant-design/icons';
import { Button, Empty, Tag } from 'antd';
import { useState } from 'react';
import type { ObjectDefinition } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { labelOf, listOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { ErrorState, PageSkeleton } from '../../kit/states';
import { findObject } from '../../record/metadata';
import { useDuplicateRuleCalls, useDuplicateRules } from './calls';
import { DuplicateForm } from './DuplicateForm';
import { blank, type DuplicateRule } from './model';

/** The duplicate rules of an object. */
export function DuplicatesTab({ object }: { object: ObjectDefinition }) {
  const t = useT();
  const feedback = useFeedback();
  const catalog = useCatalog().data;
  const rules = useDuplicateRules();
  const { remove } = useDuplicateRuleCalls();
  const [open, setOpen] = useState<DuplicateRule>();
  if (rules.isPending) return <PageSkeleton />;
  if (rules.isError) return <ErrorState error={rules.error} onRetry={() => rules.refetch()} />;
  const own = rules.data
    .filter((rule) => rule.object === object.name)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0) || a.name.localeCompare(b.name));
  const fieldLabel = (name: string) =>
    labelOf(object.fields.find((field) => field.name === name) ?? { name });
  const objectLabel = (name: string) => labelOf(findObject(catalog, name) ?? { name });
  const askDelete = (rule: DuplicateRule) =>
    feedback.confirm({
      title: t('duplicates.removeTitle', { rule: labelOf(rule) }),
      content: t('duplicates.removeText'),
      okText: t('action.delete'),
      okButtonProps: { danger: true },
      onOk: () =>
        remove
          .mutateAsync(`${rule.object}.${rule.name}`)
          .then(() => feedback.done(t('duplicates.removed')), feedback.failed),
    });
  return (
    <div className="card list-card rules-tab" data-test="duplicate-rules">
      <div className="rules-bar">
        <Button
          type="primary"
          icon={<PlusOutlined />}
          onClick={() => setOpen(blank(object))}
          data-test="new-duplicate-rule"
        >
          {t('duplicates.new')}
        </Button>
      </div>
      {own.length === 0 && <Empty description={t('duplicates.empty')} />}
      <ul className="rules-list">
        {own.map((rule) => (
          <li key={rule.name} data-rule={rule.name}>
            <button type="button" className="rule-open" onClick={() => setOpen(rule)}>
              <span className="rule-title">
                {labelOf(rule)} <code className="muted">{rule.name}</code>
                {rule.active === false && <Tag variant="filled">{t('rules.inactive')}</Tag>}
              </span>
              <span className="rule-what">
                <Tag variant="filled" color={rule.action === 'block' ? 'red' : 'gold'}>
                  {t(`duplicates.action.${rule.action}.short`)}
                </Tag>
                {rule.match
                  .map((one) => listOf(one.all.map((part) => fieldLabel(part.field))))
                  .join(` ${t('duplicates.or')} `)}
                {rule.against && (
                  <span className="muted">
                    {' '}
                    {t('duplicates.comparedWith', {
                      objects: listOf(rule.against.map((one) => objectLabel(one.object))),
                    })}
                  </span>
                )}
              </span>
              {rule.when && <code className="rule-source">{rule.when}</code>}
            </button>
            <Button type="link" size="small" danger onClick={() => askDelete(rule)}>
              {t('action.delete')}
            </Button>
          </li>
        ))}
      </ul>
      {open && (
        <DuplicateForm
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
