import { useState } from 'react';
import type { Text } from '../../api/model';
import { placeProblems, type PlacedProblems } from '../../api/problems';
import { useFeedback } from '../../kit/feedback';
import type { Definition } from '../definitions';
import { useElementCalls, type ElementKind } from '../elements';
import { nameFrom, refusal } from '../names';
import { inBoth } from './draft';

const none: PlacedProblems = { byField: {}, general: [] };

interface Options<T> {
  kind: ElementKind;
  start: T;
  isNew: boolean;
  /** The keys that have a line of their own, for problems to stand at. */
  keys: readonly string[];
  /** As it is published. */
  define: (rule: T) => Definition;
  saved: string;
  onSaved: () => void;
}

/** A rule while it is edited: its name follows the English label, and it is published once a dry run finds nothing wrong. */
export function useRuleDraft<T extends { name: string; object: string; label?: Text }>(options: Options<T>) {
  const { kind, start, isNew, keys, define, saved, onSaved } = options;
  const feedback = useFeedback();
  const { save: publish, dryRun } = useElementCalls(kind);
  const [rule, setRule] = useState(start);
  const [problems, setProblems] = useState(none);
  const named = isNew && !rule.name ? nameFrom(inBoth(rule.label, 'en-US')) : rule.name;
  const definition = define({ ...rule, name: named });
  return {
    rule,
    named,
    definition,
    problems,
    saving: dryRun.isPending || publish.isPending,
    set: (change: Partial<T>) => {
      setRule({ ...rule, ...change });
      setProblems(none);
    },
    save: async () => {
      const call = { key: `${rule.object}.${named}`, definition };
      try {
        setProblems(none);
        const report = await dryRun.mutateAsync(call);
        if (report.problems?.length) return setProblems(placeProblems(refusal(report.problems), keys));
        await publish.mutateAsync(call);
        feedback.done(saved);
        onSaved();
      } catch (error) {
        setProblems(placeProblems(error, keys));
      }
    },
  };
}
