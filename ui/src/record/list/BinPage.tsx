import { useQuery } from '@tanstack/react-query';
import { Button, Pagination } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { RecordData } from '../../api/model';
import { ApiError } from '../../api/problems';
import { queries, useCatalog } from '../../api/queries';
import { labelOf, textOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { ObjectTile } from '../../kit/Icon';
import { PageHead } from '../../kit/PageHead';
import { ErrorState, Nothing, PageSkeleton } from '../../kit/states';
import { defaultColumns, findObject } from '../metadata';
import { nameOf } from '../values';
import { useWrites } from '../writes';
import { RecordTable } from './RecordTable';

/** Deleted records of an object: back where they were, or gone for good. */
export function BinPage() {
  const t = useT();
  const feedback = useFeedback();
  const { object: name = '' } = useParams();
  const catalog = useCatalog();
  const object = findObject(catalog.data, name);
  const [page, setPage] = useState(1);
  const columns = object ? [...defaultColumns(object, 5), 'updatedBy', 'deletedAt'] : [];
  const list = useQuery({
    ...queries.list(name, {
      deleted: true,
      page,
      size: 50,
      count: true,
      fields: columns,
      sort: '-deletedAt',
    }),
    enabled: object !== undefined,
  });
  const writes = useWrites(name);
  if (catalog.isPending) return <PageSkeleton />;
  if (!object) return <ErrorState error={new ApiError(404, {})} />;
  const attempt = async (work: () => Promise<unknown>, text: string) => {
    try {
      await work();
      feedback.done(text);
    } catch (error) {
      feedback.failed(error);
    }
  };
  const actions = (record: RecordData) => (
    <>
      <Button
        size="small"
        type="link"
        onClick={() =>
          attempt(
            () => writes.restore.mutateAsync(record.id),
            t('bin.restored', { name: nameOf(object, record) }),
          )
        }
      >
        {t('bin.restore')}
      </Button>
      <Button
        size="small"
        type="link"
        danger
        onClick={() =>
          feedback.confirm({
            title: t('bin.purgeTitle', { name: nameOf(object, record) }),
            content: t('bin.purgeText'),
            okText: t('bin.purge'),
            okButtonProps: { danger: true },
            onOk: () => attempt(() => writes.purge.mutateAsync(record.id), t('bin.purged')),
          })
        }
      >
        {t('bin.purge')}
      </Button>
    </>
  );
  return (
    <div className="page">
      <PageHead
        tile={<ObjectTile object={object.name} icon={object.icon} size={36} />}
        over={<Link to={`/o/${name}`}>{textOf(object.pluralLabel) ?? labelOf(object)}</Link>}
        title={t('bin.title')}
      />
      <div className="card list-card">
        {list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} />
        ) : (
          <RecordTable
            catalog={catalog.data}
            object={object}
            columns={columns}
            records={list.data?.records ?? []}
            loading={list.isPending}
            plain
            rowActions={actions}
            empty={<Nothing title={t('bin.empty')} text={t('bin.emptyText')} />}
          />
        )}
        {(list.data?.total ?? 0) > 50 && (
          <div className="list-foot">
            <Pagination
              size="small"
              current={page}
              pageSize={50}
              total={list.data?.total}
              showSizeChanger={false}
              onChange={setPage}
            />
          </div>
        )}
      </div>
    </div>
  );
}
