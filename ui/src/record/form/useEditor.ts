import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ObjectDefinition, RecordData } from '../../api/model';
import { ApiError, placeProblems, type PlacedProblems } from '../../api/problems';
import { dropDraft, readDraft, writeDraft } from '../../kit/drafts';
import { uploadsSettled } from '../../kit/uploads';
import { useRules, type Live } from '../rules/useRules';
import { likenessesOf } from '../duplicates/found';
import { changedValues, defaultValues, type Values } from '../values';
import { useWrites } from '../writes';

const noProblems: PlacedProblems = { byField: {}, general: [] };

export interface Editor {
  values: Values;
  base: Values;
  /** The record that is changed; undefined for a new one. */
  record: RecordData | undefined;
  /** What was typed over it. */
  typed: Values;
  set: (name: string, value: unknown) => void;
  dirty: boolean;
  /** Like {@link dirty}, but right even before the next drawing. */
  unsaved: () => boolean;
  saving: boolean;
  problems: PlacedProblems;
  /** What the object's rules say at this moment. */
  rules: Live;
  /** How often saving was tried since the form was as stored. */
  attempts: number;
  /** Somebody else saved first: the error of the server, to be settled field by field. */
  conflict: ApiError | undefined;
  /** Input of an earlier visit was found and filled in. */
  restored: boolean;
  save: () => Promise<RecordData | undefined>;
  /** Goes on from the record as it is now, with these of my values over it. */
  rebase: (latest: RecordData, mine: Values) => Promise<RecordData | undefined>;
  closeConflict: () => void;
  discard: () => void;
}

interface Options {
  object: ObjectDefinition;
  /** The record to change; undefined makes a new one. */
  record?: RecordData;
  prefill?: Values;
  /** Where unsaved input is kept; a form without one keeps nothing. */
  draftKey?: string;
}

/** The state of one form: what was typed over what, what the server said about it, and saving. */
export function useEditor({ object, record, prefill, draftKey }: Options): Editor {
  const writes = useWrites(object.name);
  const [start] = useState<Values>(() => ({ ...defaultValues(object), ...prefill }));
  const [found] = useState(() => (draftKey ? readDraft(draftKey) : undefined));
  const [typed, setTyped] = useState<Values>(found?.values ?? {});
  const [restored, setRestored] = useState(found !== undefined);
  const [problems, setProblems] = useState(noProblems);
  const [conflict, setConflict] = useState<ApiError>();
  const [version, setVersion] = useState<number | undefined>(found?.version ?? record?.version);
  const [waiting, setWaiting] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const present = useRef(typed);

  const base = useMemo<Values>(() => record ?? {}, [record]);
  const filled = useMemo<Values>(
    () => (record ? { ...record, ...typed } : { ...start, ...typed }),
    [record, start, typed],
  );
  const given = useMemo(
    () => new Set([...Object.keys(typed), ...(record ? [] : Object.keys(prefill ?? {}))]),
    [typed, record, prefill],
  );
  const rules = useRules({ object, record, values: filled, typed: given, all: attempts > 0 });
  const values = useMemo(
    () => withRules(object, filled, rules, record, given),
    [object, filled, rules, record, given],
  );
  const dirty =
    Object.keys(typed).length > 0 && Object.keys(changedValues(object, values, record ?? start)).length > 0;

  useEffect(() => {
    // Without unsaved input the form follows the record as it is refreshed.
    if (record && Object.keys(present.current).length === 0) setVersion(record.version);
  }, [record]);

  const set = useCallback(
    (name: string, value: unknown) => {
      const next = { ...present.current, [name]: value };
      present.current = next;
      setTyped(next);
      if (draftKey) writeDraft(draftKey, next, version);
      setProblems((before) => {
        if (!before.byField[name]) return before;
        const { [name]: _settled, ...byField } = before.byField;
        return { ...before, byField };
      });
    },
    [draftKey, version],
  );

  const forget = () => {
    present.current = {};
    setTyped({});
    setRestored(false);
    setProblems(noProblems);
    setConflict(undefined);
    setAttempts(0);
    setVersion(record?.version);
    if (draftKey) dropDraft(draftKey);
  };

  const send = async (all: Values, from: Values, at: number | undefined) => {
    try {
      setProblems(noProblems);
      setAttempts((before) => before + 1);
      const saved = record
        ? await writes.update.mutateAsync({
            id: record.id,
            version: at ?? record.version,
            values: changedValues(object, all, from),
          })
        : await writes.create.mutateAsync({
            // What nobody touched is left out: the server fills it in, by rules this browser may not know as well.
            ...changedValues(
              object,
              only(all, ['recordType', ...Object.keys({ ...prefill, ...present.current })]),
              {},
            ),
            // What was emptied on purpose is said, or a default would fill it again.
            ...emptied(present.current),
          });
      forget();
      setVersion(saved.version);
      return saved;
    } catch (error) {
      if (error instanceof ApiError && error.status === 409 && error.code === 'VERSION_CONFLICT' && record)
        setConflict(error);
      else {
        const names = object.fields.map((field) => field.name);
        // Who was asked and went back knows; the form goes on showing the records.
        if (!likenessesOf(error).onlyWarned) setProblems(placed(error, rules, names));
        if (error instanceof ApiError && error.isSignedOut) setProblems(noProblems);
      }
      return undefined;
    }
  };

  return {
    values,
    base,
    record,
    typed,
    set,
    dirty,
    unsaved: () => Object.keys(present.current).length > 0,
    saving: waiting || writes.create.isPending || writes.update.isPending,
    problems,
    rules,
    attempts,
    conflict,
    restored: restored && dirty,
    save: async () => {
      setWaiting(true);
      await uploadsSettled();
      setWaiting(false);
      return send(
        withRules(object, { ...(record ?? start), ...present.current }, rules, record, given),
        base,
        version,
      );
    },
    rebase: (latest, mine) => {
      present.current = mine;
      setTyped(mine);
      setConflict(undefined);
      setVersion(latest.version);
      return send({ ...latest, ...mine }, latest, latest.version);
    },
    closeConflict: () => setConflict(undefined),
    discard: forget,
  };
}

/**
 * The values with the rules' own: what a rule fills in where nobody did, and what it locks as it was, since an input
 * that can no longer be reached can't be corrected either.
 */
function withRules(
  object: ObjectDefinition,
  values: Values,
  rules: Live,
  record: RecordData | undefined,
  given: ReadonlySet<string>,
): Values {
  const ruled = { ...values };
  for (const [name, state] of Object.entries(rules.fields)) {
    if (state.readOnly && record && name in ruled) ruled[name] = record[name];
    // A link is shown by its name, which only the server has at hand.
    const link = object.fields.some((field) => field.name === name && field.targets?.length);
    if ('default' in state && !given.has(name) && !link) ruled[name] = state.default;
  }
  return ruled;
}

function only(values: Values, names: string[]): Values {
  return Object.fromEntries(names.filter((name) => name in values).map((name) => [name, values[name]]));
}

function emptied(typed: Values): Values {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value === null));
}

/** The server's problems without those that the form says by itself. */
function placed(error: unknown, rules: Live, names: string[]): PlacedProblems {
  if (!(error instanceof ApiError)) return placeProblems(error, names);
  const live = new Set(rules.problems.map((problem) => `${problem.rule}/${problem.field ?? ''}`));
  const others = error.problems.filter(
    (problem) =>
      problem.code !== 'RULE_VIOLATED' ||
      !live.has(`${String(problem.params?.rule)}/${problem.path?.slice(1) ?? ''}`),
  );
  if (others.length === error.problems.length) return placeProblems(error, names);
  return others.length === 0
    ? noProblems
    : placeProblems(new ApiError(error.status, { code: error.code, problems: others }), names);
}
