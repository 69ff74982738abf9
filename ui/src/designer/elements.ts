import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../api/client';
import type { DryRun } from '../api/model';
import type { Definition } from './definitions';

/** Kinds of metadata that are edited as a whole. */
export type ElementKind = 'decisions' | 'scores' | 'assignments' | 'rules' | 'duplicate-rules';

/** All definitions of a kind. */
export function useElements<T>(kind: ElementKind | 'roles') {
  return useQuery({
    queryKey: ['meta', kind],
    queryFn: async () => {
      const answer = await body(api.GET('/api/v1/meta/{kind}', { params: { path: { kind } } }));
      return (answer[kind] ?? []) as unknown as T[];
    },
  });
}

export function useElement<T>(kind: ElementKind, name: string | undefined) {
  return useQuery({
    queryKey: ['meta', kind, name],
    enabled: name !== undefined,
    queryFn: async () =>
      (await body(
        api.GET('/api/v1/meta/{kind}/{name}', { params: { path: { kind, name: name! } } }),
      )) as unknown as T,
  });
}

/** Publishing, removing and trying definitions of a kind; afterwards every screen asks again. */
export function useElementCalls(kind: ElementKind) {
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
  return { save, dryRun, remove };
}

/** A definition and the key it goes by, which for some kinds is not its name alone. */
export interface Keyed {
  key: string;
  definition: Definition;
}
