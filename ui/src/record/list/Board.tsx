import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useState, type CSSProperties, type DragEvent } from 'react';
import { Link } from 'react-router';
import { api, body } from '../../api/client';
import type { Catalog, Field, ObjectDefinition, Option, RecordData } from '../../api/model';
import { queries } from '../../api/queries';
import { allOf, literal } from '../../fields/expression';
import { colorOf } from '../../fields/colors';
import { uiOf } from '../../fields/registry';
import { labelOf, useLanguage, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { formatNumber } from '../../kit/format';
import { FieldValue } from '../FieldValue';
import { canEdit, findField } from '../metadata';
import { nameOf } from '../values';
import { useWrites } from '../writes';
import type { ListState } from './state';

interface Props {
  catalog: Catalog | undefined;
  object: ObjectDefinition;
  /** The select whose options are the lanes. */
  field: Field;
  state: ListState;
  columns: string[];
}

/** Records a lane shows; the rest is one click away in the list. */
const perLane = 25;

/** The list as lanes, one per stage, with what each is worth; a card is pulled to where it belongs. */
export function Board({ catalog, object, field, state, columns }: Props) {
  useLanguage();
  const fields = columns
    .map((path) => ({ path, field: findField(catalog, object, path) }))
    .filter(
      (one): one is { path: string; field: Field } =>
        one.field !== undefined && one.path !== object.nameField && one.path !== field.name,
    );
  const money = fields.find((one) => uiOf(one.field).name === 'currency' && !one.path.includes('.'));
  const groups = useQuery({
    queryKey: ['records', object.name, 'board', field.name, state.filter, money?.path],
    queryFn: async () => {
      const measures = [
        { function: 'count', as: 'count' },
        ...(money ? [{ function: 'sum', field: money.path, as: 'total' }] : []),
      ];
      const asked = { filter: state.filter, groupBy: [field.name], measures, limit: 200 };
      return (
        await body(
          api.POST('/api/v1/records/{object}/aggregate', {
            params: { path: { object: object.name } },
            body: asked,
          }),
        )
      ).rows;
    },
    // A quick search narrows the cards but not the figures: then there are none.
    enabled: state.q === '',
  });
  const rowOf = (option: Option) =>
    state.q === '' ? groups.data?.find((row) => row[field.name] === option.name) : undefined;
  return (
    <div className="board">
      {(field.options ?? []).map((option) => (
        <Lane
          key={option.name}
          object={object}
          field={field}
          option={option}
          state={state}
          fields={fields}
          money={money?.field}
          totals={rowOf(option)}
          known={groups.isSuccess}
        />
      ))}
    </div>
  );
}

interface LaneProps {
  object: ObjectDefinition;
  field: Field;
  option: Option;
  state: ListState;
  fields: { path: string; field: Field }[];
  money: Field | undefined;
  totals: Record<string, unknown> | undefined;
  known: boolean;
}

function Lane({ object, field, option, state, fields, money, totals, known }: LaneProps) {
  const t = useT();
  const feedback = useFeedback();
  const { update } = useWrites(object.name);
  const [over, setOver] = useState(false);
  const here = `${field.name} = ${literal(option.name)}`;
  const list = useQuery(
    queries.list(object.name, {
      filter: allOf([state.filter, here]),
      q: state.q || undefined,
      sort: state.sort || undefined,
      fields: [...new Set([object.nameField, field.name, ...fields.map((one) => one.path)])],
      size: perLane,
    }),
  );
  const mayMove = object.access?.edit !== false && canEdit(field);
  const records = list.data?.records ?? [];
  const count = totals?.count ?? (known && state.q === '' ? 0 : records.length);
  const drop = async (event: DragEvent) => {
    setOver(false);
    const card = JSON.parse(event.dataTransfer.getData('text/plain') || '{}') as {
      id?: string;
      version?: number;
      lane?: string;
    };
    if (!card.id || card.version === undefined || card.lane === option.name) return;
    try {
      await update.mutateAsync({ id: card.id, version: card.version, values: { [field.name]: option.name } });
    } catch (error) {
      feedback.failed(error);
    }
  };
  return (
    <section
      className={over ? 'lane lane-over' : 'lane'}
      style={{ '--stage': colorOf(option) } as CSSProperties}
      data-lane={option.name}
      onDragOver={(event) => {
        if (!mayMove) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <header>
        <b>{labelOf(option)}</b>
        <span className="view-count">{formatNumber(count)}</span>
        <span className="toolbar-gap" />
        {money && typeof totals?.total === 'number' && <FieldValue field={money} value={totals.total} />}
      </header>
      <div className="lane-cards">
        {list.isPending && <Skeleton active paragraph={{ rows: 2 }} />}
        {records.map((record) => (
          <Card
            key={record.id}
            object={object}
            record={record}
            fields={fields}
            lane={option.name}
            mayMove={mayMove}
          />
        ))}
        {typeof count === 'number' && count > records.length && !list.isPending && (
          <div className="lane-more">{t('board.more', { count: count - records.length })}</div>
        )}
      </div>
    </section>
  );
}

interface CardProps {
  object: ObjectDefinition;
  record: RecordData;
  fields: { path: string; field: Field }[];
  lane: string;
  mayMove: boolean;
}

function Card({ object, record, fields, lane, mayMove }: CardProps) {
  const given = fields
    .filter(({ path }) => record[path] !== null && record[path] !== undefined && record[path] !== '')
    .slice(0, 4);
  return (
    <Link
      to={`/o/${object.name}/${record.id}`}
      className="board-card"
      draggable={mayMove}
      onDragStart={(event) =>
        event.dataTransfer.setData(
          'text/plain',
          JSON.stringify({ id: record.id, version: record.version, lane }),
        )
      }
    >
      <span className="record-card-name">{nameOf(object, record)}</span>
      <span className="board-values plain-links">
        {given.map(({ path, field }) => (
          <span key={path} title={labelOf(field)}>
            <FieldValue field={field} value={record[path]} dense />
          </span>
        ))}
      </span>
    </Link>
  );
}
