import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Tooltip } from 'antd';
import { useT } from '../../i18n/language';
import type { DecisionAnswer } from './calls';
import {
  addColumn,
  addRow,
  moveRow,
  removeRow,
  setCell,
  type DecisionTable,
  type InputColumn,
  type OutputColumn,
  type Side,
} from './table';

interface Props {
  table: DecisionTable;
  places: Record<string, string[]>;
  /** Of the last question: rows that hit are green, the cell that did not fit is marked. */
  trace?: DecisionAnswer['trace'];
  onChange: (table: DecisionTable) => void;
  onColumn: (side: Side, index: number) => void;
}

/** The rows of a table as a sheet: conditions on the left, results on the right. */
export function Grid({ table, places, trace, onChange, onColumn }: Props) {
  const t = useT();
  const columns = (side: Side) => table[side] as (InputColumn | OutputColumn)[];
  const head = (side: Side) => (
    <>
      {columns(side).map((column, index) => {
        const problems = places[`/${side}/${index}`] ?? [];
        const below = Object.entries(places).filter(([place]) => place.startsWith(`/${side}/${index}/`));
        const texts = [...problems, ...below.flatMap(([, some]) => some)];
        return (
          <th
            key={column.name + index}
            className={`rule-${side}`}
            data-invalid={texts.length > 0 || undefined}
          >
            <Tooltip title={texts.join('\n')}>
              <Button
                type="text"
                size="small"
                onClick={() => onColumn(side, index)}
                data-test={`column-${column.name}`}
              >
                {column.name}
              </Button>
            </Tooltip>
            <div className="muted">
              {'expression' in column && column.expression
                ? column.expression
                : column.type
                  ? t(`decision.type.${column.type}`)
                  : ''}
            </div>
          </th>
        );
      })}
      <th className="rule-add">
        <Button
          type="text"
          size="small"
          icon={<PlusOutlined />}
          aria-label={t(side === 'inputs' ? 'decision.addInput' : 'decision.addOutput')}
          onClick={() => onChange(addColumn(table, side))}
        />
      </th>
    </>
  );
  const cell = (row: number, side: Side, column: number, value: string) => {
    const texts = places[`/rows/${row}/${side === 'inputs' ? 'when' : 'then'}/${column}`] ?? [];
    const tested = trace?.rows[row];
    const failed = side === 'inputs' && tested && !tested.hit && tested.input === table.inputs[column]?.name;
    return (
      <td
        key={side + column}
        className={failed ? 'rule-failed' : undefined}
        data-invalid={texts.length > 0 || undefined}
      >
        <Tooltip title={texts.join('\n')}>
          <Input
            variant="borderless"
            className="code"
            aria-label={`${table[side][column]?.name ?? ''} ${row + 1}`}
            status={texts.length ? 'error' : undefined}
            value={value}
            onChange={(event) => onChange(setCell(table, row, side, column, event.target.value))}
          />
        </Tooltip>
      </td>
    );
  };
  return (
    <div className="rule-scroll">
      <table className="rule-sheet" data-test="decision-grid">
        <thead>
          <tr>
            <th aria-label={t('decision.row')} />
            {head('inputs')}
            {head('outputs')}
            <th className="rule-note">{t('decision.note')}</th>
            <th aria-label={t('action.more')} />
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => {
            const texts = places[`/rows/${index}`] ?? [];
            const hit = trace?.rows[index]?.hit;
            return (
              <tr
                key={index}
                className={hit ? 'rule-hit' : undefined}
                data-invalid={texts.length > 0 || undefined}
              >
                <th scope="row">
                  <Tooltip title={texts.join('\n')}>
                    <span className="digits">{index + 1}</span>
                  </Tooltip>
                </th>
                {row.when.map((value, column) => cell(index, 'inputs', column, value))}
                <td />
                {row.then.map((value, column) => cell(index, 'outputs', column, value ?? ''))}
                <td />
                <td>
                  <Input
                    variant="borderless"
                    aria-label={`${t('decision.note')} ${index + 1}`}
                    value={row.note ?? ''}
                    onChange={(event) =>
                      onChange({
                        ...table,
                        rows: table.rows.map((one, at) =>
                          at === index ? { ...one, note: event.target.value } : one,
                        ),
                      })
                    }
                  />
                </td>
                <td className="rule-tools">
                  <Button
                    type="text"
                    size="small"
                    icon={<ArrowUpOutlined />}
                    aria-label={t('decision.up')}
                    onClick={() => onChange(moveRow(table, index, -1))}
                  />
                  <Button
                    type="text"
                    size="small"
                    icon={<ArrowDownOutlined />}
                    aria-label={t('decision.down')}
                    onClick={() => onChange(moveRow(table, index, 1))}
                  />
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={t('action.delete')}
                    onClick={() => onChange(removeRow(table, index))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Button type="link" icon={<PlusOutlined />} onClick={() => onChange(addRow(table))} data-test="add-row">
        {t('decision.addRow')}
      </Button>
    </div>
  );
}
