import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ObjectDefinition, RecordData } from '../../api/model';
import { queries, useCatalog } from '../../api/queries';
import { literal } from '../../fields/expression';
import { textOf, labelOf, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { sentenceOf } from '../../kit/feedback';
import { formatNumber } from '../../kit/format';
import { ObjectTile } from '../../kit/Icon';
import { CreateDrawer } from '../form/CreateDrawer';
import { RecordCards } from '../list/RecordCards';
import { RecordTable } from '../list/RecordTable';
import { canEdit, type Related } from '../metadata';
import { nameOf } from '../values';
import { PartsGrid } from './PartsGrid';

interface Props {
  related: Related;
  parent: RecordData;
  parentObject: ObjectDefinition;
  mayEdit: boolean;
}

const shortList = 8;

/** The records that point here; parts of the record are edited in their rows. */
export function RelatedList({ related, parent, parentObject, mayEdit }: Props) {
  const t = useT();
  const phone = usePhone();
  const catalog = useCatalog().data;
  const [adding, setAdding] = useState(false);
  const { object, via, columns, parts } = related;
  const names = columns.map((field) => field.name);
  const many = via.type === 'manyToMany';
  const filter = many
    ? `CONTAINS(${via.name}, ${literal(parent.id)})`
    : `${via.name} = ${literal(parent.id)}`;
  const list = useQuery(
    queries.list(object.name, {
      filter,
      fields: [...new Set([object.nameField, ...names])],
      size: parts ? 200 : shortList,
      count: true,
      sort: parts ? 'createdAt' : '-createdAt',
    }),
  );
  const link = { id: parent.id, name: nameOf(parentObject, parent), object: parentObject.name };
  const records = list.data?.records ?? [];
  const total = list.data?.total ?? records.length;
  const mayCreate = object.access?.create === true && (canEdit(via) || parts);
  const all = `/o/${object.name}?${new URLSearchParams({ view: 'all', c: JSON.stringify([{ field: via.name, op: 'any', value: [link] }]) })}`;
  return (
    <section className="card related" data-related={object.name}>
      <header className="related-head">
        <ObjectTile object={object.name} icon={object.icon} size={24} />
        <h3>{textOf(related.label) ?? labelOf(object)}</h3>
        {list.data && <span className="view-count">{formatNumber(total)}</span>}
        <span className="toolbar-gap" />
        {mayCreate && !parts && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('list.new', { object: labelOf(object) })}
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
          mayEdit={mayEdit}
        />
      ) : records.length === 0 ? (
        <div className="related-empty">{t('related.empty')}</div>
      ) : phone ? (
        <RecordCards catalog={catalog} object={object} columns={names} records={records} />
      ) : (
        <RecordTable catalog={catalog} object={object} columns={names} records={records} />
      )}
      {!parts && total > shortList && (
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
