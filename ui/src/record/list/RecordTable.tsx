import { Table, type TableProps } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Catalog, Field, ObjectDefinition, RecordData } from '../../api/model';
import { uiOf } from '../../fields/registry';
import { labelOf, useLanguage } from '../../i18n/language';
import { FieldValue } from '../FieldValue';
import { canEdit, findField } from '../metadata';
import { usePastSearch } from '../past';
import { nameOf } from '../values';
import { EditableCell } from './EditableCell';

interface Props {
  catalog: Catalog | undefined;
  object: ObjectDefinition;
  columns: string[];
  records: RecordData[];
  loading?: boolean;
  sort?: string;
  onSort?: (sort: string) => void;
  selected?: string[];
  onSelect?: (ids: string[]) => void;
  height?: number;
  size?: 'small' | 'middle';
  empty?: ReactNode;
  /** A last column with what can be done to one record. */
  rowActions?: (record: RecordData) => ReactNode;
  /** Records that cannot be opened (the recycle bin). */
  plain?: boolean;
  /** Values can be changed in their cells. */
  editable?: boolean;
}

const sortableSystem = new Set(['owner', 'createdAt', 'updatedAt', 'department', 'createdBy', 'updatedBy']);

/** Records as rows, one column per field, each drawn by its type. */
export function RecordTable({
  catalog,
  object,
  columns,
  records,
  loading,
  sort,
  onSort,
  selected,
  onSelect,
  height,
  size = 'small',
  empty,
  rowActions,
  plain,
  editable,
}: Props) {
  const language = useLanguage();
  const past = usePastSearch();
  const shown = useMemo<TableProps<RecordData>['columns']>(() => {
    const [sorted, direction] = firstSort(sort);
    const fields = columns
      .map((path) => ({ path, field: findField(catalog, object, path) }))
      .filter((one): one is { path: string; field: Field } => one.field !== undefined);
    const drawn: NonNullable<TableProps<RecordData>['columns']> = fields.map(({ path, field }, index) => {
      const ui = uiOf(field);
      const isName =
        path === object.nameField || (index === 0 && !fields.some((one) => one.path === object.nameField));
      return {
        key: path,
        dataIndex: [path],
        title: <span title={labelOf(field)}>{headOf(catalog, object, path, field)}</span>,
        width: isName
          ? Math.max(ui.width, 220)
          : Math.max(ui.width, labelOf(field).length * (language === 'zh-CN' ? 15 : 8) + 40),
        align: ui.align,
        ellipsis: true,
        fixed: isName && index === 0 ? 'start' : undefined,
        sorter: onSort !== undefined && (ui.sortable === true || sortableSystem.has(path)),
        sortOrder: sorted === path ? direction : null,
        render: (_: unknown, record: RecordData) => {
          const value = record[path];
          if (isName && !plain) {
            return (
              <Link to={`/o/${object.name}/${record.id}${past}`} className="row-name">
                {typeof value === 'string' ? value : nameOf(object, record)}
              </Link>
            );
          }
          const shown = <FieldValue field={field} value={value} dense />;
          // What one is not allowed to see is absent; only what is there can be changed.
          if (!editable || path.includes('.') || value === undefined || !canEdit(field)) return shown;
          return (
            <EditableCell object={object} field={field} record={record}>
              {shown}
            </EditableCell>
          );
        },
      };
    });
    if (rowActions)
      drawn.push({
        key: '·',
        width: 120,
        fixed: 'end',
        align: 'end',
        render: (_: unknown, record: RecordData) => rowActions(record),
      });
    return drawn;
  }, [catalog, object, columns, sort, onSort, language, rowActions, plain, editable, past]);
  return (
    <Table<RecordData>
      rowKey="id"
      className="record-table"
      size={size}
      columns={shown}
      dataSource={records}
      loading={loading}
      pagination={false}
      tableLayout="fixed"
      scroll={{ x: 'max-content', y: height }}
      showSorterTooltip={false}
      locale={{ emptyText: empty }}
      rowSelection={
        onSelect && {
          selectedRowKeys: selected,
          onChange: (keys) => onSelect(keys.map(String)),
          columnWidth: 40,
          fixed: true,
          preserveSelectedRowKeys: true,
        }
      }
      onChange={(_pages, _filters, sorter) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter;
        onSort?.(one?.order ? `${one.order === 'descend' ? '-' : ''}${String(one.columnKey)}` : '');
      }}
    />
  );
}

function headOf(catalog: Catalog | undefined, object: ObjectDefinition, path: string, field: Field): string {
  if (!path.includes('.')) return labelOf(field);
  const above = findField(catalog, object, path.slice(0, path.lastIndexOf('.')));
  return above ? `${labelOf(above)} · ${labelOf(field)}` : labelOf(field);
}

function firstSort(sort: string | undefined): [string | undefined, 'ascend' | 'descend'] {
  const first = sort?.split(',')[0]?.trim() ?? '';
  return first.startsWith('-') ? [first.slice(1), 'descend'] : [first || undefined, 'ascend'];
}
