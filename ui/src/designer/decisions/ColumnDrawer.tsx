import { Button, Drawer, Input, Select } from 'antd';
import { useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { FormulaLine } from '../formula/FormulaLine';
import { PANEL_WIDTH } from '../formula/HelpPanel';
import { Line } from '../Line';
import {
  removeColumn,
  typedValue,
  valueTypes,
  type DecisionTable,
  type InputColumn,
  type OutputColumn,
  type Side,
} from './table';

interface Props {
  table: DecisionTable;
  side: Side;
  index: number;
  places: Record<string, string[]>;
  onChange: (table: DecisionTable) => void;
  onClose: () => void;
}

/** One column: its name, its type, where its value comes from and which values are possible. */
export function ColumnDrawer({ table, side, index, places, onChange, onClose }: Props) {
  const t = useT();
  const phone = usePhone();
  const column = table[side][index];
  if (!column) return null;
  const input = side === 'inputs' ? (column as InputColumn) : undefined;
  const output = side === 'outputs' ? (column as OutputColumn) : undefined;
  const set = (change: Partial<InputColumn & OutputColumn>) =>
    onChange({
      ...table,
      [side]: (table[side] as (InputColumn | OutputColumn)[]).map((one, at) =>
        at === index ? { ...one, ...change } : one,
      ),
    });
  const place = (key: string) => places[`/${side}/${index}/${key}`];
  return (
    <Drawer
      open
      size={phone ? '100%' : 420}
      push={phone ? false : { distance: PANEL_WIDTH }}
      title={t(input ? 'decision.input' : 'decision.output')}
      onClose={onClose}
      extra={
        <Button
          danger
          disabled={table[side].length === 1}
          onClick={() => {
            onChange(removeColumn(table, side, index));
            onClose();
          }}
        >
          {t('action.delete')}
        </Button>
      }
    >
      <div className="stack">
        <Line id="column-name" label={t('setup.apiName')} required problems={place('name')}>
          <Input
            id="column-name"
            className="code"
            value={column.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Line>
        {input && table.object && (
          <FormulaLine
            id="column-expression"
            label={t('attribute.expression')}
            help={t('decision.expressionHelp')}
            problems={place('expression')}
            place={{
              object: table.object,
              expected: input.type === 'list' ? undefined : input.type,
            }}
            placeholder={column.name}
            value={input.expression ?? ''}
            onChange={(expression) => set({ expression })}
          />
        )}
        <Line
          id="column-type"
          label={t('setup.type')}
          required={!table.object}
          problems={places[`/${side}/${index}`]}
        >
          <Select
            id="column-type"
            className="fill"
            allowClear={Boolean(input && table.object)}
            placeholder={t('decision.typeOfField')}
            value={column.type}
            onChange={(type: InputColumn['type']) => set({ type })}
            options={valueTypes.map((type) => ({ value: type, label: t(`decision.type.${type}`) }))}
          />
        </Line>
        <Line
          id="column-values"
          label={t('decision.values')}
          help={t(output ? 'decision.valuesOrder' : 'decision.valuesHelp')}
          problems={place('values')}
        >
          <Select
            id="column-values"
            className="fill"
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={[',']}
            value={(column.values ?? []).map(String)}
            onChange={(values: string[]) =>
              set({
                values: values.map((one) =>
                  output?.type === 'number' ? (typedValue('number', one) as string) : one,
                ),
              })
            }
          />
        </Line>
        {output && (
          <Line
            id="column-default"
            label={t('decision.otherwise')}
            help={t('decision.otherwiseHelp')}
            problems={place('default')}
          >
            <Input
              id="column-default"
              className="code"
              value={output.default === undefined || output.default === null ? '' : String(output.default)}
              onChange={(event) => set({ default: event.target.value })}
            />
          </Line>
        )}
      </div>
    </Drawer>
  );
}
