import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Catalog, Field, ObjectDefinition, RecordData } from '../../api/model';
import { labelOf, useLanguage } from '../../i18n/language';
import { FieldValue } from '../FieldValue';
import { findField } from '../metadata';
import { usePastSearch } from '../past';
import { nameOf } from '../values';

interface Props {
  catalog: Catalog | undefined;
  object: ObjectDefinition;
  columns: string[];
  records: RecordData[];
  loading?: boolean;
  empty?: ReactNode;
}

/** The list of a narrow screen: the name, a tag and three more values of each record. */
export function RecordCards({ catalog, object, columns, records, loading, empty }: Props) {
  useLanguage();
  const past = usePastSearch();
  const fields = columns
    .filter((path) => path !== object.nameField)
    .map((path) => ({ path, field: findField(catalog, object, path) }))
    .filter((one): one is { path: string; field: Field } => one.field !== undefined);
  const tag = fields.find((one) => one.field.type === 'select');
  const rest = fields.filter((one) => one !== tag).slice(0, 4);
  if (loading && records.length === 0)
    return <Skeleton active className="card pad" paragraph={{ rows: 6 }} />;
  if (records.length === 0) return <>{empty}</>;
  return (
    <div className="cards">
      {records.map((record) => (
        <Link key={record.id} to={`/o/${object.name}/${record.id}${past}`} className="record-card">
          <div className="record-card-head">
            <span className="record-card-name">{nameOf(object, record)}</span>
            {tag && <FieldValue field={tag.field} value={record[tag.path]} dense />}
          </div>
          <div className="record-card-rest">
            {rest.map(({ path, field }) => (
              <div key={path}>
                <span className="record-card-label">{labelOf(field)}</span>
                <span className="record-card-value">
                  <PlainLinks>
                    <FieldValue field={field} value={record[path]} dense />
                  </PlainLinks>
                </span>
              </div>
            ))}
          </div>
        </Link>
      ))}
    </div>
  );
}

/** The whole card is one link: what is inside must not be another target for a thumb. */
function PlainLinks({ children }: { children: ReactNode }) {
  return <span className="plain-links">{children}</span>;
}
