import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { Text } from '../../api/model';
import { t, textOf } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';

export interface ScriptButton {
  name: string;
  label?: Text;
  busy: boolean;
  press: () => void;
}

/** The buttons that scripts offer for a record: the server says which, by the person's roles and the buttons' conditions. */
export function useScriptButtons(object: string, id: string, enabled: boolean): ScriptButton[] {
  const client = useQueryClient();
  const feedback = useFeedback();
  const offered = useQuery({
    queryKey: ['records', object, 'buttons', id],
    enabled,
    queryFn: async () =>
      (await body(api.GET('/api/v1/records/{object}/{id}/buttons', { params: { path: { object, id } } })))
        .buttons,
  });
  const run = useMutation({
    mutationFn: (script: string) =>
      body(
        api.POST('/api/v1/records/{object}/{id}/buttons/{script}', {
          params: { path: { object, id, script } },
          body: {},
        }),
      ) as Promise<unknown>,
    onSuccess: (result) => feedback.done(messageOf(result) ?? t('record.buttonDone')),
    onError: feedback.failed,
    // A script that fails half-way may have written before that.
    onSettled: () => client.invalidateQueries({ queryKey: ['records'] }),
  });
  return (enabled ? (offered.data ?? []) : []).map((one) => ({
    name: one.name,
    label: one.label as Text | undefined,
    busy: run.isPending && run.variables === one.name,
    press: () => {
      if (!run.isPending) run.mutate(one.name);
    },
  }));
}

/** What a script wants to be said: a text, or one for each language. */
function messageOf(result: unknown): string | undefined {
  if (typeof result === 'string') return result || undefined;
  if (typeof result !== 'object' || result === null || !('zh-CN' in result || 'en-US' in result))
    return undefined;
  const text = textOf(result as Text);
  return typeof text === 'string' ? text : undefined;
}
