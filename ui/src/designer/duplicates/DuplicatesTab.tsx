import { Tag } from 'antd';
import { useState } from 'react';
import type { ObjectDefinition } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { labelOf, listOf, useT } from '../../i18n/language';
import { ErrorState, PageSkeleton } from '../../kit/states';
import { findObject } from '../../record/metadata';
import { useElements } from '../elements';
import { RuleList } from '../rules/RuleList';
import { DuplicateForm } from './DuplicateForm';
import { blank, type DuplicateRule } from './model';

/** The duplicate rules of an object. */
export function DuplicatesTab({ object }: { object: ObjectDefinition }) {
  const t = useT();
  const catalog = useCatalog().data;
  const rules = useElements<DuplicateRule>('duplicate-rules');
  const [open, setOpen] = useState<DuplicateRule>();
  if (rules.isPending) return <PageSkeleton />;
  if (rules.isError) return <ErrorState error={rules.error} onRetry={() => rules.refetch()} />;
  const fieldLabel = (name: string) =>
    labelOf(object.fields.find((field) => field.name === name) ?? { name });
  const objectLabel = (name: string) => labelOf(findObject(catalog, name) ?? { name });
  return (
    <>
      <RuleList<DuplicateRule>
        kind="duplicate-rules"
        object={object.name}
        rules={rules.data}
        texts={{
          new: t('duplicates.new'),
          empty: t('duplicates.empty'),
          removeTitle: (rule) => t('duplicates.removeTitle', { rule }),
          removeText: t('duplicates.removeText'),
          removed: t('duplicates.removed'),
        }}
        test={{ list: 'duplicate-rules', new: 'new-duplicate-rule' }}
        onNew={() => setOpen(blank(object))}
        onOpen={setOpen}
        what={(rule) => (
          <>
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
          </>
        )}
        sources={(rule) => [rule.when]}
      />
      {open && (
        <DuplicateForm
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
