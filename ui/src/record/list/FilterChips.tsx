import { Tag } from 'antd';
import type { Catalog, ObjectDefinition } from '../../api/model';
import { uiOf } from '../../fields/registry';
import { labelOf, listOf, useT } from '../../i18n/language';
import { flatOptions } from '../../fields/FilterInputs';
import { findField } from '../metadata';
import type { Condition, ListState } from './state';

interface Props {
  catalog: Catalog | undefined;
  object: ObjectDefinition;
  state: ListState;
  onChange: (change: Partial<ListState>) => void;
  onOpen: () => void;
}

/** What narrows the list just now; a click on the cross takes it away. */
export function FilterChips({ catalog, object, state, onChange, onOpen }: Props) {
  const t = useT();
  if (state.conditions.length === 0 && state.expression === '') return null;
  return (
    <div className="chips">
      {state.conditions.map((condition, index) => (
        <Tag
          key={`${index}-${JSON.stringify(condition)}`}
          closable
          variant="filled"
          className="chip"
          onClick={onOpen}
          onClose={() => onChange({ conditions: state.conditions.filter((one) => one !== condition) })}
        >
          {describe(condition)}
        </Tag>
      ))}
      {state.expression !== '' && (
        <Tag
          closable
          variant="filled"
          className="chip"
          onClick={onOpen}
          onClose={() => onChange({ expression: '' })}
        >
          <code>{state.expression}</code>
        </Tag>
      )}
      <a onClick={() => onChange({ conditions: [], expression: '' })}>{t('filter.clear')}</a>
    </div>
  );

  function describe(condition: Condition): string {
    const field = findField(catalog, object, condition.field);
    const operator = field && uiOf(field).filtering.operators.find((one) => one.name === condition.op);
    if (!field || !operator) return condition.field;
    const options = new Map(flatOptions(field).map((option) => [option.name, option.path]));
    const say = (value: unknown): string => {
      if (value === undefined || value === null) return '…';
      if (typeof value === 'object' && 'name' in value) return String(value.name);
      return options.get(String(value)) ?? String(value);
    };
    const range = condition.op === 'between' && Array.isArray(condition.value);
    const value = range
      ? (condition.value as unknown[]).map(say).join(' – ')
      : Array.isArray(condition.value)
        ? listOf(condition.value.map(say))
        : condition.value === undefined
          ? ''
          : say(condition.value);
    return `${labelOf(field)} ${t(operator.label)} ${value}`.trim();
  }
}
