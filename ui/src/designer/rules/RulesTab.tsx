import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useState } from 'react';
import type { ObjectDefinition, Rule } from '../../api/model';
import { queries } from '../../api/queries';
import { labelOf, listOf, useT } from '../../i18n/language';
import { ErrorState, PageSkeleton } from '../../kit/states';
import { blank } from './draft';
import { RuleForm } from './RuleForm';
import { RuleList } from './RuleList';

/** The conditional rules of an object, in the order in which they are evaluated. */
export function RulesTab({ object }: { object: ObjectDefinition }) {
  const t = useT();
  const rules = useQuery(queries.rules());
  const [open, setOpen] = useState<Rule>();
  if (rules.isPending) return <PageSkeleton />;
  if (rules.isError) return <ErrorState error={rules.error} onRetry={() => rules.refetch()} />;
  const fieldLabel = (name: string) =>
    labelOf(object.fields.find((field) => field.name === name) ?? { name });
  return (
    <>
      <RuleList<Rule>
        kind="rules"
        object={object.name}
        rules={rules.data}
        texts={{
          new: t('rules.new'),
          empty: t('rules.empty'),
          removeTitle: (rule) => t('rules.removeTitle', { rule }),
          removeText: t('rules.removeText'),
          removed: t('rules.removed'),
        }}
        test={{ list: 'rules', new: 'new-rule' }}
        onNew={() => setOpen(blank(object))}
        onOpen={setOpen}
        what={(rule) => (
          <>
            <Tag variant="filled">{t(`rules.type.${rule.type}`)}</Tag>
            {listOf((rule.field ? [rule.field] : (rule.fields ?? [])).map(fieldLabel))}
          </>
        )}
        sources={(rule) => [rule.when, rule.check, rule.filter]}
      />
      {open && (
        <RuleForm
          key={open.name}
          object={object}
          rule={open}
          isNew={open.name === ''}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
