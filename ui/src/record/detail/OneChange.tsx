import { ArrowRightOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { Link } from 'react-router';
import type { Catalog, Change, Field, ObjectDefinition } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { Person } from '../../fields/Person';
import { getLanguage, labelOf, t, textOf, useT, type MessageKey } from '../../i18n/language';
import { formatMoment, formatRelative } from '../../kit/format';
import { attachmentsField, shownAttachment } from '../attachments';
import { FieldValue } from '../FieldValue';
import { findObject, isSystem } from '../metadata';
import { useAsOf } from '../past';

const words: Record<string, MessageKey> = {
  created: 'history.created',
  updated: 'history.changed',
  deleted: 'history.deleted',
  restored: 'history.restored',
  purged: 'history.purged',
};

const ways = new Set(['api', 'import', 'bulk', 'action', 'package', 'flow', 'script', 'system', 'derived']);

/** How a change came in, where that is worth saying: not for the ordinary way, the screens. */
function wayOf(change: Change, catalog: Catalog | undefined): string | undefined {
  const { via, ref } = change;
  if (!via || via === 'ui') return undefined;
  const way = ways.has(via) ? t(`via.${via}` as MessageKey) : via;
  if (via === 'action') return labelOf(catalog?.mappings?.find((one) => one.name === ref)) || way;
  if (via === 'derived') return `${way} · ${labelOf(findObject(catalog, ref ?? '')) || ref}`;
  return ref && via !== 'import' && via !== 'bulk' ? `${way} · ${ref}` : way;
}

interface Props {
  object: ObjectDefinition;
  change: Change;
  /** Ids of attachments that are no longer there. */
  removed: Set<unknown>;
}

/** One entry of a history: who, when, through what, and each value before and after. */
export function OneChange({ object: asked, change, removed }: Props) {
  const t = useT();
  const catalog = useCatalog().data;
  const [, setAsOf] = useAsOf();
  const object = change.object ? (findObject(catalog, change.object) ?? asked) : asked;
  const way = wayOf(change, catalog);
  const fields = Object.entries(change.fields ?? {})
    .map(([name, values]) => ({
      field:
        name === attachmentsField.name
          ? { ...attachmentsField, label: { [getLanguage()]: t('attachments.title') } }
          : object.fields.find((one) => one.name === name),
      values,
    }))
    .filter(
      (one): one is { field: Field; values: (typeof one)['values'] } =>
        one.field !== undefined && (!isSystem(one.field) || one.field.name === 'owner'),
    );
  const foreign = object.name !== asked.name && change.record;
  return (
    <div className="change" data-change={change.kind}>
      <div className="change-head">
        <Person name={change.by?.name ?? t('history.system')} />
        <span className="muted">{t(words[change.kind ?? 'updated'] ?? 'history.changed')}</span>
        {foreign && (
          <Link to={`/o/${object.name}/${foreign.id}`}>
            {labelOf(object)} {foreign.name ?? ''}
          </Link>
        )}
        <span className="muted digits" title={formatRelative(change.at)}>
          {formatMoment(change.at)}
        </span>
        {way && (
          <Tag variant="filled">
            {change.via === 'import' && change.ref ? <Link to={`/imports/${change.ref}`}>{way}</Link> : way}
          </Tag>
        )}
        {!foreign && change.kind !== 'deleted' && (
          <a className="change-then" onClick={() => setAsOf(change.at)}>
            {t('asOf.then')}
          </a>
        )}
      </div>
      {fields.map(({ field, values }) => (
        <div key={field.name} className="change-line">
          <span className="change-field">{labelOf(field)}</span>
          {values.from !== null && values.from !== undefined && (
            <>
              <span className="change-from">
                <FieldValue field={field} value={shownAttachment(values.from, removed)} />
              </span>
              <ArrowRightOutlined className="muted" />
            </>
          )}
          <FieldValue field={field} value={shownAttachment(values.to, removed)} />
        </div>
      ))}
      {Object.entries(change.removed ?? {}).map(([name, values]) => (
        <div key={name} className="change-line" title={t('history.removedField')}>
          <span className="change-field change-gone">{textOf(values.label) ?? name}</span>
          <span className="change-from">{plain(values.from)}</span>
          <ArrowRightOutlined className="muted" />
          <span>{plain(values.to)}</span>
        </div>
      ))}
    </div>
  );
}

/** A value of a field that no longer says how it is to be drawn. */
function plain(value: unknown): string {
  if (value === null || value === undefined) return '—';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
