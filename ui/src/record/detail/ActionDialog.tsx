import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Modal, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, body } from '../../api/client';
import type { ActionTarget, Link, Mapping, ObjectDefinition, RecordData } from '../../api/model';
import { ApiError, placeProblems, type PlacedProblems } from '../../api/problems';
import { useCatalog } from '../../api/queries';
import { LinkSelect } from '../../fields/LinkSelect';
import { labelOf, textOf, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { useFeedback, sentenceOf } from '../../kit/feedback';
import { ObjectTile } from '../../kit/Icon';
import { useDespiteDuplicates } from '../duplicates/useDespiteDuplicates';
import { FormField } from '../form/FormField';
import { canEdit, findObject } from '../metadata';
import { defaultValues, writeValue, type Values } from '../values';

interface Props {
  object: ObjectDefinition;
  record: RecordData;
  mapping: Mapping;
  onClose: () => void;
}

type Way = 'create' | 'use' | 'skip';

interface Plan {
  way: Way;
  use?: Link | null;
  values: Values;
}

const none: PlacedProblems = { byField: {}, general: [] };

/** Shows what an action would make before it makes it: values to correct, records to reuse, steps to leave out. */
export function ActionDialog({ object, record, mapping, onClose }: Props) {
  const t = useT();
  const phone = usePhone();
  const navigate = useNavigate();
  const feedback = useFeedback();
  const client = useQueryClient();
  const despite = useDespiteDuplicates();
  const catalog = useCatalog().data;
  const path = { object: object.name, id: record.id, mapping: mapping.name };
  const [plans, setPlans] = useState<Record<string, Plan>>({});
  const preview = useQuery({
    queryKey: ['action', path],
    queryFn: async () =>
      (await body(api.GET('/api/v1/records/{object}/{id}/actions/{mapping}', { params: { path } })))
        .targets as ActionTarget[],
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const targets = preview.data ?? [];
  const planOf = (target: ActionTarget): Plan => plans[target.as] ?? { way: 'create', values: {} };
  const change = (target: ActionTarget, next: Partial<Plan>) =>
    setPlans({ ...plans, [target.as]: { ...planOf(target), ...next } });
  const run = useMutation({
    mutationFn: () => {
      const choices: Record<string, { use?: string; skip?: boolean }> = {};
      const values: Record<string, Values> = {};
      for (const target of targets) {
        const plan = planOf(target);
        if (plan.way === 'skip') choices[target.as] = { skip: true };
        else if (plan.way === 'use') choices[target.as] = { use: plan.use?.id };
        else if (Object.keys(plan.values).length) {
          const definition = findObject(catalog, target.object);
          values[target.as] = Object.fromEntries(
            Object.entries(plan.values).map(([name, value]) => {
              const field = definition?.fields.find((one) => one.name === name);
              return [name, field ? writeValue(field, value) : value];
            }),
          );
        }
      }
      return despite((query) =>
        body(
          api.POST('/api/v1/records/{object}/{id}/actions/{mapping}', {
            params: { path, query },
            body: { choices, values },
          }),
        ),
      );
    },
    onSuccess: (result) => {
      void client.invalidateQueries({ queryKey: ['records'] });
      feedback.done(t('actionDialog.done', { action: labelOf(mapping) }));
      onClose();
      if (result.open) void navigate(`/o/${result.open.object}/${result.open.id}`);
    },
  });
  const incomplete = targets.some((target) => planOf(target).way === 'use' && !planOf(target).use);
  const problems = run.error ? splitProblems(run.error, targets) : undefined;
  return (
    <Modal
      open
      title={labelOf(mapping)}
      width={phone ? '100%' : 780}
      className="action-dialog"
      okText={labelOf(mapping)}
      cancelText={t('action.cancel')}
      onOk={() => run.mutate()}
      okButtonProps={
        { loading: run.isPending, disabled: !preview.data || incomplete, 'data-test': 'run-action' } as never
      }
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {preview.isPending && <Skeleton active />}
      {preview.isError && <Alert type="error" showIcon title={sentenceOf(preview.error)} />}
      {problems && problems.rest.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={problems.rest.map((text) => (
            <div key={text}>{text}</div>
          ))}
        />
      )}
      {targets.map((target) => {
        const definition = findObject(catalog, target.object);
        const plan = planOf(target);
        const ways: { value: Way; label: string }[] = [
          { value: 'create', label: t('actionDialog.create') },
          ...(target.reuse ? [{ value: 'use' as const, label: t('actionDialog.use') }] : []),
          ...(target.optional ? [{ value: 'skip' as const, label: t('actionDialog.skip') }] : []),
        ];
        const placed = problems?.byTarget[target.as] ?? none;
        const names = definition?.fields.filter(
          (field) =>
            canEdit(field) &&
            (field.name in (target.values ?? {}) || field.required || placed.byField[field.name]),
        );
        const values: Values = {
          ...(definition ? defaultValues(definition) : {}),
          ...given(target.values),
          ...plan.values,
        };
        return (
          <section key={target.as} className="target" data-target={target.as}>
            <header>
              <ObjectTile object={target.object} icon={definition?.icon} size={24} />
              <h3>{textOf(target.label) ?? labelOf(definition ?? { name: target.object })}</h3>
              <span className="toolbar-gap" />
              {ways.length > 1 && (
                <Radio.Group
                  optionType="button"
                  size="small"
                  value={plan.way}
                  options={ways}
                  onChange={(event) => change(target, { way: event.target.value as Way })}
                />
              )}
            </header>
            {placed.general.map((text) => (
              <div key={text} className="field-problem" role="alert">
                {text}
              </div>
            ))}
            {plan.way === 'use' && (
              <LinkSelect
                target={target.object}
                value={plan.use ?? null}
                onChange={(use) => change(target, { use: use as Link | null })}
              />
            )}
            {plan.way === 'create' && (
              <div className="grid">
                {names?.map((field) => (
                  <FormField
                    key={field.name}
                    field={field}
                    idPrefix={`t-${target.as}`}
                    value={values[field.name]}
                    problems={placed.byField[field.name]}
                    onChange={(value) => change(target, { values: { ...plan.values, [field.name]: value } })}
                  />
                ))}
              </div>
            )}
          </section>
        );
      })}
    </Modal>
  );

  /** Paths name the target first (`/account/name`); what names none stands on top. */
  function splitProblems(error: unknown, all: ActionTarget[]) {
    const byTarget: Record<string, PlacedProblems> = {};
    const rest: string[] = [];
    if (!(error instanceof ApiError) || error.problems.length === 0)
      return { byTarget, rest: [sentenceOf(error)] };
    for (const problem of error.problems) {
      const steps = (problem.path ?? '')
        .split('/')
        .filter((step) => step !== '' && step !== 'values' && step !== 'targets');
      const target = all.find((one) => one.as === steps[0]);
      const definition = findObject(catalog, target?.object ?? '');
      if (!target || !definition) rest.push(problem.message ?? problem.code);
      else {
        const one = new ApiError(error.status, {
          problems: [{ ...problem, path: `/${steps.slice(1).join('/')}` }],
        });
        const placed = placeProblems(
          one,
          definition.fields.map((field) => field.name),
        );
        const before = (byTarget[target.as] ??= { byField: {}, general: [] });
        Object.assign(before.byField, placed.byField);
        before.general.push(...placed.general);
      }
    }
    return { byTarget, rest };
  }
}

/** Without the empty ones, so that a default stands where the source has nothing. */
function given(values: Values | undefined): Values {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter(([, value]) => value !== null && value !== undefined),
  );
}
