import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { getLanguage, textOf, useT } from '../../i18n/language';
import { replace, without } from '../decisions/model';
import { FormulaLine } from '../formula/FormulaLine';
import { Line } from '../Line';
import { methods, moved, under, withEntry, type Entry, type Method } from './model';
import { DepartmentSelect, PeopleSelect, RoleSelect } from './People';

interface Props {
  object: string;
  entries: Entry[];
  places: Record<string, string[]>;
  onChange: (entries: Entry[]) => void;
}

/** The entries in the order in which they are asked: whose turn it is for which records. */
export function Entries({ object, entries, places, onChange }: Props) {
  const t = useT();
  return (
    <div>
      {entries.map((entry, index) => (
        <section className="card assignment-entry" key={entry.name ?? index} data-test={`entry-${index}`}>
          <header>
            <h2>
              {t('assignment.entry', { number: index + 1 })} <span>{textOf(entry.label)}</span>
            </h2>
            <Button
              type="text"
              icon={<ArrowUpOutlined />}
              aria-label={t('decision.up')}
              disabled={index === 0}
              onClick={() => onChange(moved(entries, index, -1))}
            />
            <Button
              type="text"
              icon={<ArrowDownOutlined />}
              aria-label={t('decision.down')}
              disabled={index === entries.length - 1}
              onClick={() => onChange(moved(entries, index, 1))}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('action.delete')}
              disabled={entries.length === 1}
              onClick={() => onChange(without(entries, index))}
            />
          </header>
          <Fields
            id={`entry-${index}`}
            object={object}
            entry={entry}
            problems={(name) => under(places, `/entries/${index}/${name}`)}
            onChange={(change) => onChange(replace(entries, index, change))}
          />
        </section>
      ))}
      <Button
        type="dashed"
        block
        icon={<PlusOutlined />}
        onClick={() => onChange(withEntry(entries))}
        data-test="add-entry"
      >
        {t('assignment.addEntry')}
      </Button>
    </div>
  );
}

interface FieldsProps {
  id: string;
  object: string;
  entry: Entry;
  problems: (name: string) => string[];
  onChange: (change: Partial<Entry>) => void;
}

function Fields({ id, object, entry, problems, onChange }: FieldsProps) {
  const t = useT();
  const source = (key: 'when' | 'people' | 'load', label: string, help: string) => (
    <FormulaLine
      id={`${id}-${key}`}
      label={label}
      help={help}
      problems={problems(key)}
      // People are chosen by what their own records say.
      place={{ object: key === 'people' ? 'user' : object, expected: 'boolean' }}
      value={entry[key] ?? ''}
      onChange={(text) => onChange({ [key]: text })}
    />
  );
  return (
    <div className="assignment-fields">
      <Line id={`${id}-label`} label={t('assignment.entryLabel')} help={t('assignment.entryLabelHelp')}>
        <Input
          id={`${id}-label`}
          value={textOf(entry.label) ?? ''}
          onChange={(event) => onChange({ label: labelled(entry.label, event.target.value) })}
        />
      </Line>
      {source('when', t('assignment.entryWhen'), t('assignment.entryWhenHelp'))}
      <Line id={`${id}-method`} label={t('assignment.method')} required problems={problems('method')}>
        <Select<Method>
          id={`${id}-method`}
          className="fill"
          value={entry.method}
          onChange={(method) => onChange({ method })}
          options={methods.map((one) => ({ value: one, label: t(`assignment.method.${one}`) }))}
        />
      </Line>
      <Line
        id={`${id}-users`}
        label={t('assignment.users')}
        help={t('assignment.usersHelp')}
        problems={problems('users')}
      >
        <PeopleSelect
          id={`${id}-users`}
          value={entry.users ?? []}
          onChange={(users) => onChange({ users })}
        />
      </Line>
      <Line id={`${id}-role`} label={t('assignment.role')} problems={problems('role')}>
        <RoleSelect id={`${id}-role`} value={entry.role} onChange={(role) => onChange({ role })} />
      </Line>
      <Line id={`${id}-department`} label={t('assignment.department')} problems={problems('department')}>
        <DepartmentSelect
          id={`${id}-department`}
          value={entry.department}
          onChange={(department) => onChange({ department })}
        />
      </Line>
      {source('people', t('assignment.people'), t('assignment.peopleHelp'))}
      {entry.method === 'leastLoad' && source('load', t('assignment.load'), t('assignment.loadHelp'))}
    </div>
  );
}

/** What is typed is the label in the language of the screen; the other stays what it was. */
function labelled(label: Entry['label'], typed: string): Entry['label'] {
  if (!typed) return undefined;
  if (label === undefined || typeof label === 'string') return typed;
  return { ...label, [getLanguage()]: typed };
}
