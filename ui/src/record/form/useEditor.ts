import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ObjectDefinition, RecordData } from '../../api/model';
import { ApiError, placeProblems, type PlacedProblems } from '../../api/problems';
import { dropDraft, readDraft, writeDraft } from '../../kit/drafts';
import { uploadsSettled } from '../../kit/uploads';
import { changedValues, defaultValues, type Values } from '../values';
import { useWrites } from '../writes';

const noProblems: PlacedProblems = { byField: {}, general: [] };

export interface Editor {
  values: Values;
  base: Values;
  set: (name: string, value: unknown) => void;
  dirty: boolean;
  /** Like {@link dirty}, but right even before the next drawing. */
  unsaved: () => boolean;
  saving: boolean;
  problems: PlacedProblems;
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
  const present = useRef(typed);

  const base = useMemo<Values>(() => record ?? {}, [record]);
  const values = useMemo<Values>(
    () => (record ? { ...record, ...typed } : { ...start, ...typed }),
    [record, start, typed],
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
    setVersion(record?.version);
    if (draftKey) dropDraft(draftKey);
  };

  const send = async (all: Values, from: Values, at: number | undefined) => {
    try {
      setProblems(noProblems);
      const saved = record
        ? await writes.update.mutateAsync({
            id: record.id,
            version: at ?? record.version,
            values: changedValues(object, all, from),
          })
        : await writes.create.mutateAsync(changedValues(object, all, {}));
      forget();
      setVersion(saved.version);
      return saved;
    } catch (error) {
      if (error instanceof ApiError && error.status === 409 && error.code === 'VERSION_CONFLICT' && record)
        setConflict(error);
      else {
        const names = object.fields.map((field) => field.name);
        setProblems(placeProblems(error, names));
        if (error instanceof ApiError && error.isSignedOut) setProblems(noProblems);
      }
      return undefined;
    }
  };

  return {
    values,
    base,
    set,
    dirty,
    unsaved: () => Object.keys(present.current).length > 0,
    saving: waiting || writes.create.isPending || writes.update.isPending,
    problems,
    conflict,
    restored: restored && dirty,
    save: async () => {
      setWaiting(true);
      await uploadsSettled();
      setWaiting(false);
      return send({ ...(record ?? start), ...present.current }, base, version);
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
