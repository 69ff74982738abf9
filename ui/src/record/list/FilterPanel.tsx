import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Drawer, Input, Select, Space } from 'antd';
import { useState } from 'react';
import type { Catalog, ObjectDefinition } from '../../api/model';
import { ApiError } from '../../api/problems';
import { uiOf } from '../../fields/registry';
import { labelOf, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { findField, listableFields } from '../metadata';
import { ExpressionProblem } from './ExpressionProblem';
import { writeCondition, type Condition, type ListState } from './state';

interface Props {
  catalog: Catalog | undefined;
  object: ObjectDefinition;
  state: ListState;
  error: unknown;
  onChange: (change: Partial<ListState>) => void;
  onClose: () => void;
}

/** Builds the filter line by line; what it says is the expression language, shown for those who want to read it. */
export function FilterPanel({ catalog, object, state, error, onChange, onClose }: Props) {
  const t = useT();
  const phone = usePhone();
  const [conditions, setConditions] = useState<Condition[]>(
    state.conditions.length ? state.conditions : [{ field: '', op: '' }],
  );
  const [expression, setExpression] = useState(state.expression);
  const fields = listableFields(object).filter((field) => uiOf(field).filtering.operators.length > 0);
  const written = conditions.map((condition) => writeCondition(catalog, object, condition)).filter(Boolean);
  const set = (index: number, condition: Condition) =>
    setConditions(conditions.map((one, at) => (at === index ? condition : one)));
  const apply = (close: boolean) => {
    onChange({
      conditions: conditions.filter((condition) => writeCondition(catalog, object, condition)),
      expression,
    });
    if (close && expression === '') onClose();
  };
  return (
    <Drawer
      open
      mask={false}
      size={phone ? '100%' : 440}
      title={t('filter.title')}
      onClose={onClose}
      footer={
        <Space className="drawer-foot">
          <Button
            onClick={() => {
              setConditions([{ field: '', op: '' }]);
              setExpression('');
              onChange({ conditions: [], expression: '' });
            }}
          >
            {t('filter.clear')}
          </Button>
          <Button type="primary" onClick={() => apply(true)} data-test="apply-filter">
            {t('filter.apply')}
          </Button>
        </Space>
      }
    >
      {conditions.map((condition, index) => {
        const field = findField(catalog, object, condition.field);
        const operators = field ? uiOf(field).filtering.operators : [];
        const operator = operators.find((one) => one.name === condition.op);
        return (
          <div key={index} className="condition" data-test="condition">
            <div className="condition-row">
              <Select
                className="fill"
                placeholder={t('filter.field')}
                value={condition.field || undefined}
                showSearch={{ optionFilterProp: 'label' }}
                options={fields.map((one) => ({ value: one.name, label: labelOf(one) }))}
                onChange={(name: string) => {
                  const next = fields.find((one) => one.name === name)!;
                  set(index, { field: name, op: uiOf(next).filtering.operators[0]?.name ?? '' });
                }}
              />
              <Select
                className="condition-op"
                disabled={!field}
                value={operator?.name}
                options={operators.map((one) => ({ value: one.name, label: t(one.label) }))}
                onChange={(op: string) => {
                  const sameInput = operators.find((one) => one.name === op)?.Input === operator?.Input;
                  set(index, { field: condition.field, op, value: sameInput ? condition.value : undefined });
                }}
              />
              <Button
                type="text"
                icon={<CloseOutlined />}
                aria-label={t('filter.remove')}
                onClick={() => setConditions(conditions.filter((_, at) => at !== index))}
              />
            </div>
            {field && operator?.Input && (
              <operator.Input
                field={field}
                value={condition.value}
                onChange={(value) => set(index, { ...condition, value })}
              />
            )}
          </div>
        );
      })}
      <Button
        type="dashed"
        block
        icon={<PlusOutlined />}
        onClick={() => setConditions([...conditions, { field: '', op: '' }])}
      >
        {t('filter.add')}
      </Button>
      <div className="filter-expression">
        <label className="field-label" htmlFor="filter-expression">
          {t('filter.expression')}
        </label>
        <Input.TextArea
          id="filter-expression"
          className="code"
          autoSize={{ minRows: 2, maxRows: 8 }}
          placeholder={t('filter.expressionExample', { field: object.nameField })}
          value={expression}
          onChange={(event) => setExpression(event.target.value)}
          onPressEnter={(event) => {
            if (event.ctrlKey || event.metaKey) apply(false);
          }}
        />
        {error instanceof ApiError && state.expression !== '' && (
          <ExpressionProblem error={error} expression={state.expression} whole={state.filter ?? ''} />
        )}
        {written.length > 0 && (
          <div className="filter-written">
            <span>{t('filter.written')}</span>
            <code>{written.join(' AND ')}</code>
          </div>
        )}
      </div>
    </Drawer>
  );
}
