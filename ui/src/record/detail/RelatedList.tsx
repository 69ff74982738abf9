import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Field, ObjectDefinition, RecordData } from '../../api/model';
import { queries, useCatalog } from '../../api/queries';
import { literal } from '../../fields/expression';
import { textOf, labelOf, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { sentenceOf } from '../../kit/feedback';
import { formatNumber } from '../../kit/format';
import { ObjectTile } from '../../kit/Icon';
import { FieldValue } from '../FieldValue';
import { CreateDrawer } from '../form/CreateDrawer';
import { RecordCards } from '../list/RecordCards';
import { RecordTable } from '../list/RecordTable';
import { canEdit, type Related } from '../metadata';
import { useAsOf, usePastSearch } from '../past';
import { nameOf } from '../values';
import { PartsGrid } from './PartsGrid';

interface Props {
  related: Related;
  parent: RecordData;
  parentObject: ObjectDefinition;
  mayEdit: boolean;
  /** Beside the record: a few lines instead of a table. */
  compact?: boolean;
}

const shortList = 8;

/** The records that point here; parts of the record are edited in their rows. */
export function RelatedList({ related, parent, parentObject, mayEdit, compact }: Props) {
  const t = useT();
  const phone = usePhone();
  const catalog = useCatalog().data;
  const [adding, setAdding] = useState(false);
  const [asOf] = useAsOf();
  const { object, via, columns } = related;
  // A row of inputs is wider than a phone: there lines are cards and a form.
  const parts = related.parts && !phone;
  const names = columns.map((field) => field.name);
  const many = via.type === 'manyToMany';
  const filter = many
    ? `INCLUDES(${via.name}, ${literal(parent.id)})`
    : `${via.name} = ${literal(parent.id)}`;
  const list = useQuery(
    queries.list(object.name, {
      filter,
      fields: [...new Set([object.nameField, ...names])],
      size: parts ? 200 : compact ? 4 : shortList,
      count: true,
      sort: parts ? 'createdAt' : '-createdAt',
      asOf,
    }),
  );
  const link = { id: parent.id, name: nameOf(parentObject, parent), object: parentObject.name };
  const records = list.data?.records ?? [];
  const total = list.data?.total ?? records.length;
  const mayCreate = !asOf && object.access?.create === true && (canEdit(via) || (related.parts && mayEdit));
  const all = `/o/${object.name}?${new URLSearchParams({ view: 'all', c: JSON.stringify([{ field: via.name, op: 'any', value: [link] }]), ...(asOf && { asOf }) })}`;
  return (
    <section className="card related" data-related={object.name}>
      <header className="related-head">
        <ObjectTile object={object.name} icon={object.icon} size={24} />
        <h3>{textOf(related.label) ?? labelOf(object)}</h3>
        {list.data && <span className="view-count">{formatNumber(total)}</span>}
        <span className="toolbar-gap" />
        {mayCreate && !parts && (
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => setAdding(true)}
            aria-label={t('list.new', { object: labelOf(object) })}
            type={compact ? 'text' : 'default'}
          >
            {compact ? undefined : t('list.new', { object: labelOf(object) })}
          </Button>
        )}
      </header>
      {list.isPending ? (
        <Skeleton active className="pad" paragraph={{ rows: 2 }} title={false} />
      ) : list.isError ? (
        <div className="related-empty">
          {sentenceOf(list.error)} <a onClick={() => list.refetch()}>{t('action.retry')}</a>
        </div>
      ) : parts ? (
        <PartsGrid
          object={object}
          columns={columns}
          via={via.name}
          parent={link}
          records={records}
          mayEdit={mayEdit && !asOf}
        />
      ) : records.length === 0 ? (
        compact ? null : (
          <div className="related-empty">{t('related.empty')}</div>
        )
      ) : compact ? (
        records.map((record) => (
          <CompactRow key={record.id} object={object} columns={columns} record={record} />
        ))
      ) : phone ? (
        <RecordCards catalog={catalog} object={object} columns={names} records={records} />
      ) : (
        <RecordTable catalog={catalog} object={object} columns={names} records={records} />
      )}
      {!parts && total > (compact ? 4 : shortList) && (
        <footer className="related-foot">
          <Link to={all}>{t('related.all', { count: total })}</Link>
        </footer>
      )}
      {adding && (
        <CreateDrawer
          object={object}
          prefill={{ [via.name]: many ? [link] : link }}
          onDone={() => setAdding(false)}
        />
      )}
    </section>
  );
}

/** A record in two lines: its name and a tag, then two or three short values. */
function CompactRow({
  object,
  columns,
  record,
}: {
  object: ObjectDefinition;
  columns: Field[];
  record: RecordData;
}) {
  const past = usePastSearch();
  const rest = columns.filter((field) => field.name !== object.nameField && record[field.name] !== null);
  const tag = rest.find((field) => field.type === 'select');
  return (
    <Link to={`/o/${object.name}/${record.id}${past}`} className="aside-row">
      <span className="aside-name">
        <span>{nameOf(object, record)}</span>
        {tag && <FieldValue field={tag} value={record[tag.name]} dense />}
      </span>
      <span className="aside-rest plain-links">
        {rest
          .filter((field) => field !== tag)
          .slice(0, 3)
          .map((field) => (
            <span key={field.name}>
              <FieldValue field={field} value={record[field.name]} dense />
            </span>
          ))}
      </span>
    </Link>
  );
}
