import { Spin, Table } from 'antd';
import type { ReactNode } from 'react';
import { usePhone } from '../../kit/device';
import { ErrorState } from '../../kit/states';

export interface WorkColumn<T> {
  title: string;
  render: (row: T) => ReactNode;
  align?: 'end';
}

/**
 * Rows of background work: a table, and on a phone a card for each. The first column is a card's head, a column without a title
 * its foot.
 */
export function WorkTable<T extends object>({
  query,
  rows,
  rowKey,
  columns,
  empty,
}: {
  query: { isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown };
  rows: T[];
  rowKey: (row: T) => string;
  columns: WorkColumn<T>[];
  empty: ReactNode;
}) {
  const phone = usePhone();
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!phone)
    return (
      <Table<T>
        rowKey={rowKey}
        size="small"
        loading={query.isPending}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: empty }}
        columns={columns.map((column) => ({
          title: column.title,
          align: column.align,
          render: (_: unknown, row: T) => column.render(row),
        }))}
      />
    );
  if (query.isPending) return <Spin />;
  if (rows.length === 0) return empty;
  const [head, ...rest] = columns;
  return (
    <div className="work-cards">
      {rows.map((row) => (
        <article key={rowKey(row)} className="work-card">
          <header>{head?.render(row)}</header>
          <dl>
            {rest
              .filter((column) => column.title)
              .map((column) => {
                const value = column.render(row);
                return (
                  value !== null &&
                  value !== '' && (
                    <div key={column.title}>
                      <dt>{column.title}</dt>
                      <dd>{value}</dd>
                    </div>
                  )
                );
              })}
          </dl>
          {rest
            .filter((column) => !column.title)
            .map((column, index) => (
              <footer key={index}>{column.render(row)}</footer>
            ))}
        </article>
      ))}
    </div>
  );
}
