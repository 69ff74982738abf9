import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { isLink, type Link, type ObjectDefinition, type Rule, type RuleOutcome } from '../../api/model';
import { api, body } from '../../api/client';
import { LinkSelect } from '../../fields/LinkSelect';
import { labelOf, listOf, useT } from '../../i18n/language';
import { Line } from '../Line';

/** Evaluates a rule as it stands in the form on a record, or on some values; nothing is written. */
export function RuleTrial({ object, rule }: { object: ObjectDefinition; rule: Rule }) {
  const t = useT();
  const [record, setRecord] = useState<Link>();
  const [typed, setTyped] = useState('');
  const values = readObject(typed);
  const trial = useMutation({
    mutationFn: () =>
      body(
        api.POST('/api/v1/rules/evaluate', {
          body: { object: object.name, id: record?.id ?? null, values: values ?? {}, rule },
        }),
      ) as Promise<RuleOutcome>,
  });
  return (
    <div className="rule-trial" data-test="rule-trial">
      <p className="muted">{t('rules.tryHelp')}</p>
      <Line id="trial-record" label={t('rules.tryRecord')}>
        <LinkSelect
          id="trial-record"
          target={object.name}
          value={record}
          onChange={(value) => setRecord(isLink(value) ? value : undefined)}
        />
      </Line>
      <Line
        id="trial-values"
        label={t('rules.tryValues')}
        problems={values === undefined ? [t('rules.tryBadJson')] : undefined}
      >
        <Input.TextArea
          id="trial-values"
          className="code"
          placeholder='{"amount": 100}'
          autoSize={{ minRows: 1, maxRows: 8 }}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Line>
      <Button
        disabled={values === undefined}
        loading={trial.isPending}
        onClick={() => trial.mutate()}
        data-test="run-trial"
      >
        {t('rules.run')}
      </Button>
      {trial.isError && <Alert type="error" showIcon title={problemsOf(trial.error)} />}
      {trial.data && <Result object={object} outcome={trial.data} rule={rule} />}
    </div>
  );
}

function Result({ object, outcome, rule }: { object: ObjectDefinition; outcome: RuleOutcome; rule: Rule }) {
  const t = useT();
  const label = (name: string) => labelOf(object.fields.find((field) => field.name === name) ?? { name });
  const states = Object.entries(outcome.fields).flatMap(([name, state]) => {
    const field = label(name);
    return [
      state.visible ? undefined : t('rules.state.visible', { field }),
      state.required ? t('rules.state.required', { field }) : undefined,
      state.readOnly ? t('rules.state.readOnly', { field }) : undefined,
      state.options ? t('rules.state.options', { field, list: listOf(state.options) }) : undefined,
      state.filter ? t('rules.state.filter', { field, filter: state.filter }) : undefined,
      'default' in state ? t('rules.state.default', { field, value: String(state.default) }) : undefined,
    ].filter((text): text is string => text !== undefined);
  });
  const own = outcome.trace.find((one) => one.rule === `${object.name}.${rule.name || 'trial'}`);
  return (
    <div className="rule-result" data-test="trial-result">
      <Alert
        type={outcome.problems.length > 0 ? 'warning' : 'success'}
        showIcon
        title={outcome.problems.length > 0 ? t('rules.wouldRefuse') : t('rules.wouldPass')}
        description={outcome.problems.map((problem, index) => (
          <div key={index}>{problem.message}</div>
        ))}
      />
      {own && (
        <p>
          {own.applies ? t('rules.applies') : t('rules.appliesNot')}
          {own.holds !== undefined && ` · ${own.holds ? t('rules.holds') : t('rules.holdsNot')}`}
        </p>
      )}
      {own && (
        <ul className="rule-reads">
          {own.reads.map((read) => (
            <li key={read.path}>
              <code>{read.path}</code> ={' '}
              {read.masked ? t('rules.masked') : shown(read.value, t('rules.nothing'))}
            </li>
          ))}
        </ul>
      )}
      {states.map((text) => (
        <div key={text}>{text}</div>
      ))}
    </div>
  );
}

function shown(value: unknown, nothing: string): string {
  if (value === null || value === undefined) return nothing;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Undefined where the text is no JSON object; empty means no values. */
function readObject(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function problemsOf(error: unknown): string {
  const problems = (error as { problems?: { message?: string; path?: string }[] }).problems ?? [];
  return problems.length > 0
    ? problems.map((problem) => `${problem.path ?? ''} ${problem.message ?? ''}`.trim()).join('; ')
    : String((error as Error).message);
}
