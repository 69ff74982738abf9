import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, apiLanguage, body } from '../../api/client';
import type { components } from '../../api/schema';
import { readProblem } from '../../api/problems';
import type { Definition } from '../definitions';

export type DecisionAnswer = components['schemas']['DecisionAnswer'];
export type ScoreAnswer = components['schemas']['ScoreAnswer'];
export type DecisionCheck = components['schemas']['DecisionCheck'];
export type DecisionImport = components['schemas']['DecisionImport'];
export type AssignmentAnswer = components['schemas']['AssignmentAnswer'];
type AssignmentQuestion = components['schemas']['AssignmentQuestion'];

/** What would be wrong with a table or model, without publishing it. */
export function useCheck(kind: 'decisions' | 'scores') {
  return useMutation({
    mutationFn: (definition: Definition) =>
      kind === 'decisions'
        ? body(api.POST('/api/v1/decisions/check', { body: definition }))
        : body(api.POST('/api/v1/scores/check', { body: definition })),
  });
}

export function useAskAssignment() {
  return useMutation({
    mutationFn: (question: AssignmentQuestion) =>
      body(api.POST('/api/v1/assignments/evaluate', { body: question })),
  });
}

export function useAskDecision() {
  return useMutation({
    mutationFn: ({ name, question }: { name: string; question: Definition }) =>
      body(
        api.POST('/api/v1/decisions/{name}/evaluate', {
          params: { path: { name } },
          body: question,
        }),
      ),
  });
}

export function useAskScore() {
  return useMutation({
    mutationFn: ({ name, question }: { name: string; question: Definition }) =>
      body(api.POST('/api/v1/scores/{name}/evaluate', { params: { path: { name } }, body: question })),
  });
}

/** A DMN file, tried or published. The file goes as it is, since it says its own encoding. */
export function useImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ file, object, dryRun }: { file: File; object?: string; dryRun: boolean }) => {
      const query = new URLSearchParams({
        dryRun: String(dryRun),
        ...(object ? { object } : {}),
      });
      const response = await fetch(`/api/v1/decisions/import?${query.toString()}`, {
        method: 'POST',
        credentials: 'same-origin',
        headers: {
          'Content-Type': 'application/xml',
          'Accept-Language': apiLanguage(),
          'X-Trellis-Csrf': '1',
        },
        body: file,
      });
      if (!response.ok) throw await readProblem(response);
      return (await response.json()) as DecisionImport;
    },
    onSuccess: (_done, { dryRun }) => (dryRun ? undefined : client.invalidateQueries()),
  });
}
