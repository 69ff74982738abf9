import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/problems';
import { useT } from '../../i18n/language';
import { dropDraft, readDraft, writeDraft } from '../../kit/drafts';
import { useFeedback } from '../../kit/feedback';
import { foreignChange, problemsOf, useScriptCalls, type Foreign } from './calls';
import { nothingPlaced, place, same, toDefinition, without, type Script } from './script';

interface Draft {
  script: Script;
  /** What it was typed over, so that somebody else's publish is noticed after a reload too. */
  began: Script;
}

/**
 * A script on the screen: what was typed, what it was typed over, what is wrong with it, and publishing it. What was typed is kept
 * in this tab until it is published or thrown away.
 */
export function useScriptEditor(stored: Script, fresh: boolean, onCreated: (name: string) => void) {
  const t = useT();
  const feedback = useFeedback();
  const { put } = useScriptCalls();
  const draftKey = `script.${fresh ? '' : stored.name}`;
  const [{ script, began }, setBoth] = useState<Draft>(
    () => (readDraft(draftKey)?.values as unknown as Draft | undefined) ?? { script: stored, began: stored },
  );
  const [restored, setRestored] = useState(() => readDraft(draftKey) !== undefined);
  const [placed, setPlaced] = useState(nothingPlaced);
  const [conflict, setConflict] = useState<Foreign>();
  const [busy, setBusy] = useState(false);
  const dirty = !same(toDefinition(script), toDefinition(began));
  const unsaved = useRef(dirty);
  unsaved.current = dirty;

  useEffect(() => {
    if (dirty) writeDraft(draftKey, { script, began });
    else dropDraft(draftKey);
  }, [script, began, dirty, draftKey]);

  const change = (some: Partial<Script>) => {
    setBoth((both) => ({ ...both, script: { ...both.script, ...some } }));
    setPlaced((before) => without(before, Object.keys(some)));
  };
  /** Goes on from what the server holds. */
  const take = (next: Script) => {
    setBoth({ script: next, began: next });
    setPlaced(nothingPlaced);
    setConflict(undefined);
    setRestored(false);
  };
  const drop = () => {
    unsaved.current = false;
    dropDraft(draftKey);
  };
  const definition = () => toDefinition(script);
  const look = async () => {
    const found = place(problemsOf(await put.mutateAsync({ definition: definition(), dryRun: true })));
    setPlaced(found);
    return Object.keys(found.byKey).length + found.marks.length + found.general.length === 0;
  };
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      if (error instanceof ApiError && error.problems.length) setPlaced(place(error.problems));
      else feedback.failed(error);
    } finally {
      setBusy(false);
    }
  };
  const nameless = () => {
    if (script.name) return false;
    setPlaced({ ...nothingPlaced, byKey: { name: [t('script.nameless')] } });
    return true;
  };
  const check = () =>
    attempt(async () => {
      if (!nameless() && (await look())) feedback.done(t('script.checked'));
    });
  /** @param over whether what somebody else published meanwhile is to be replaced */
  const publish = (over = false) =>
    attempt(async () => {
      if (nameless()) return;
      const foreign = over ? undefined : await foreignChange({ ...began, name: script.name }, fresh);
      if (foreign && fresh)
        return setPlaced({ ...nothingPlaced, byKey: { name: [t('script.taken', { name: script.name })] } });
      if (foreign) return setConflict(foreign);
      setConflict(undefined);
      if (!(await look())) return;
      const now = (await put.mutateAsync({ definition: definition() })) as Script;
      drop();
      feedback.done(t('script.published'));
      take(now);
      if (fresh) onCreated(now.name);
    });
  return {
    ...{ script, began, change, take, drop, dirty, unsaved: () => unsaved.current, restored },
    ...{ placed, conflict, dismiss: () => setConflict(undefined), busy, check, publish },
  };
}
