import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, apiLanguage, body } from '../../api/client';
import type { components } from '../../api/schema';
import { readProblem } from '../../api/problems';
import type { DryRun } from '../../api/model';
import type { Definition } from '../definitions';

export type DecisionAnswer = components['schemas']['DecisionAnswer'];
export type ScoreAnswer = components['schemas']['ScoreAnswer'];
export type DecisionCheck = components['schemas']['DecisionCheck'];
export type DecisionImport = components['schemas']['DecisionImport'];
export type AssignmentAnswer = components['schemas']['AssignmentAnswer'];
type AssignmentQuestion = components['schemas']['AssignmentQuestion'];
export type Kind = 'decisions' | 'scores' | 'assignments';

/** All definitions of a kind. */
export function useElements<T>(kind: Kind | 'roles') {
  return useQuery({
    queryKey: ['meta', kind],
    queryFn: async () => {
      const answer = await body(api.GET('/api/v1/meta/{kind}', { params: { path: { kind } } }));
      return (answer[kind] ?? []) as unknown as T[];
    },
  });
}

export function useElement<T>(kind: Kind, name: string | undefined) {
  return useQuery({
    queryKey: ['meta', kind, name],
    enabled: name !== undefined,
    queryFn: async () =>
      (await body(
        api.GET('/api/v1/meta/{kind}/{name}', { params: { path: { kind, name: name! } } }),
      )) as unknown as T,
  });
}

/** Publishing, removing and trying definitions of a kind. */
export function useElementCalls(kind: Kind) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries();
  const save = useMutation({
    mutationFn: ({ key, definition }: Keyed) =>
      body(
        api.PUT('/api/v1/meta/{kind}/{name}', {
          params: { path: { kind, name: key } },
          body: definition as never,
        }),
      ),
    onSuccess: refresh,
  });
  const dryRun = useMutation({
    mutationFn: ({ key, definition }: Keyed) =>
      body(
        api.PUT('/api/v1/meta/{kind}/{name}', {
          params: { path: { kind, name: key }, query: { dryRun: true } },
          body: definition as never,
        }),
      ) as Promise<DryRun>,
  });
  const remove = useMutation({
    mutationFn: (name: string) =>
      body(api.DELETE('/api/v1/meta/{kind}/{name}', { params: { path: { kind, name } } })),
    onSuccess: refresh,
  });
  const check = useMutation({
    mutationFn: (definition: Definition) =>
      kind === 'decisions'
        ? body(api.POST('/api/v1/decisions/check', { body: definition }))
        : body(api.POST('/api/v1/scores/check', { body: definition })),
  });
  return { save, dryRun, remove, check };
}

/** A definition and the key it goes by, which for some kinds is not its name alone. */
export interface Keyed {
  key: string;
  definition: Definition;
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
