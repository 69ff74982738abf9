import { ArrowRightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Skeleton, Tag, Timeline } from 'antd';
import type { Change, ObjectDefinition } from '../../api/model';
import { queries } from '../../api/queries';
import { Person } from '../../fields/Person';
import { getLanguage, labelOf, t, useT, type MessageKey } from '../../i18n/language';
import { formatMoment, formatRelative } from '../../kit/format';
import { ErrorState, Nothing } from '../../kit/states';
import { attachmentsField, removedAttachments, shownAttachment } from '../attachments';
import { FieldValue } from '../FieldValue';
import { isSystem } from '../metadata';

/** Who changed which value from what to what, newest first. */
export function HistoryList({ object, id }: { object: ObjectDefinition; id: string }) {
  const t = useT();
  const history = useQuery(queries.history(object.name, id));
  if (history.isPending) return <Skeleton active className="card pad" />;
  if (history.isError) return <ErrorState error={history.error} onRetry={() => history.refetch()} />;
  if (history.data.length === 0) return <Nothing title={t('history.empty')} />;
  const newest = [...history.data].sort(
    (a, b) => b.at.localeCompare(a.at) || (b.version ?? 0) - (a.version ?? 0),
  );
  const removed = removedAttachments(history.data);
  return (
    <div className="card pad">
      <Timeline
        items={newest.map((change, index) => ({
          key: `${change.at}-${index}`,
          content: (
            <OneChange
              object={object}
              change={change}
              first={index === newest.length - 1}
              removed={removed}
            />
          ),
        }))}
      />
    </div>
  );
}

const words: Record<string, MessageKey> = {
  created: 'history.created',
  updated: 'history.changed',
  deleted: 'history.deleted',
  restored: 'history.restored',
  purged: 'history.purged',
};

/** How a change came in, where that is worth saying: not for the ordinary way, the screens. */
function via(name: string | null | undefined): string | undefined {
  if (!name || name === 'ui') return undefined;
  if (name === 'api' || name === 'import') return t(`via.${name}`);
  return name.replace(/^system:/, '');
}

interface OneChangeProps {
  object: ObjectDefinition;
  change: Change;
  first: boolean;
  removed: Set<unknown>;
}

function OneChange({ object, change, first, removed }: OneChangeProps) {
  const t = useT();
  const fields = Object.entries(change.fields ?? {})
    .map(([name, values]) => ({
      field:
        name === attachmentsField.name
          ? { ...attachmentsField, label: { [getLanguage()]: t('attachments.title') } }
          : object.fields.find((one) => one.name === name),
      values,
    }))
    .filter((one) => one.field !== undefined && (!isSystem(one.field) || one.field.name === 'owner'));
  return (
    <div className="change">
      <div className="change-head">
        <Person name={change.by?.name ?? t('history.system')} />
        <span className="muted">
          {t(words[change.kind ?? (first ? 'created' : 'updated')] ?? 'history.changed')}
        </span>
        <span className="muted digits" title={formatMoment(change.at)}>
          {formatRelative(change.at)}
        </span>
        {via(change.via) && <Tag variant="filled">{via(change.via)}</Tag>}
      </div>
      {fields.map(({ field, values }) => (
        <div key={field!.name} className="change-line">
          <span className="change-field">{labelOf(field)}</span>
          {values.from !== null && values.from !== undefined && (
            <>
              <span className="change-from">
                <FieldValue field={field!} value={shownAttachment(values.from, removed)} />
              </span>
              <ArrowRightOutlined className="muted" />
            </>
          )}
          <FieldValue field={field!} value={shownAttachment(values.to, removed)} />
        </div>
      ))}
    </div>
  );
}
