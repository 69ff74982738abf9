import { Select } from 'antd';
import type { Field, ObjectDefinition, Rule } from '../../api/model';
import { flatOptions } from '../../fields/FilterInputs';
import { labelOf, useT } from '../../i18n/language';
import { FormulaLine } from '../formula/FormulaLine';
import { Line } from '../Line';
import { deciding, fieldsFor, has, valuePlace } from './draft';

interface Props {
  object: ObjectDefinition;
  rule: Rule;
  set: (change: Partial<Rule>) => void;
  problems: Record<string, string[]>;
}

const choices = (fields: Field[]) =>
  fields.map((field) => ({ value: field.name, label: `${labelOf(field)} · ${field.name}` }));

/** What a rule is about: fields, a value, options; only what its type has. */
export function RuleSubject({ object, rule, set, problems }: Props) {
  const t = useT();
  const known = fieldsFor(object, rule.type);
  const field = object.fields.find((one) => one.name === rule.field);
  const options = field ? flatOptions(field).map((one) => ({ value: one.name, label: one.path })) : [];
  const by = object.fields.find((one) => one.name === rule.by);
  return (
    <>
      {has(rule, 'fields') && (
        <Line id="rule-fields" label={t('rules.fields')} required problems={problems.fields}>
          <Select
            id="rule-fields"
            className="fill"
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            value={rule.fields ?? []}
            options={choices(known)}
            onChange={(fields) => set({ fields })}
          />
        </Line>
      )}
      {has(rule, 'field') && (
        <Line
          id="rule-field"
          label={rule.type === 'validation' ? t('rules.placed') : t('rules.field')}
          required={rule.type !== 'validation'}
          problems={problems.field}
        >
          <Select
            id="rule-field"
            className="fill"
            allowClear={rule.type === 'validation'}
            showSearch={{ optionFilterProp: 'label' }}
            value={rule.field}
            options={choices(known)}
            onChange={(name: string | undefined) => set({ field: name, allow: [], matrix: {} })}
          />
        </Line>
      )}
      {has(rule, 'value') && (
        <FormulaLine
          id="rule-value"
          label={t('rules.value')}
          required
          problems={problems.value}
          place={valuePlace(object, rule)}
          value={sourceOf(rule.value)}
          onChange={(text) => set({ value: { expression: text } })}
        />
      )}
      {has(rule, 'allow') && field && (
        <Line id="rule-by" label={t('rules.by')} problems={problems.by}>
          <Select
            id="rule-by"
            className="fill"
            allowClear
            placeholder={t('rules.byNone')}
            value={rule.by}
            options={choices(deciding(object, rule))}
            onChange={(name: string | undefined) => set({ by: name, matrix: {} })}
          />
        </Line>
      )}
      {has(rule, 'allow') && field && !by && (
        <Line id="rule-allow" label={t('rules.allow')} required problems={problems.allow}>
          <Select
            id="rule-allow"
            className="fill"
            mode="multiple"
            value={rule.allow ?? []}
            options={options}
            onChange={(allow) => set({ allow })}
          />
        </Line>
      )}
      {has(rule, 'matrix') && field && by && (
        <Line id="rule-matrix" label={t('rules.matrix')} required problems={problems.matrix}>
          <div className="rule-matrix">
            {flatOptions(by).map((line) => (
              <label key={line.name} className="rule-matrix-line">
                <span>{line.path}</span>
                <Select
                  className="fill"
                  mode="multiple"
                  value={rule.matrix?.[line.name] ?? []}
                  options={options}
                  onChange={(allowed) => set({ matrix: { ...rule.matrix, [line.name]: allowed } })}
                />
              </label>
            ))}
          </div>
        </Line>
      )}
    </>
  );
}

/** A literal is shown as the expression that gives it. */
function sourceOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'expression' in value) return String(value.expression);
  if (typeof value === 'string') return JSON.stringify(value);
  return value === undefined || value === null ? '' : String(value).toUpperCase();
}
