import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { DryRun } from '../../api/model';
import { useMe } from '../../api/queries';
import type { components } from '../../api/schema';
import type { Definition } from '../definitions';
import { same, type Script } from './script';
import { readTypings } from './typings';

export type Trial = components['schemas']['ScriptTrial'];
export type Run = components['schemas']['ScriptRuns']['runs'][number];
export type Failure = components['schemas']['ScriptFailure'];

const kind = 'scripts';
const one = (name: string) => ({ path: { kind, name } });
const fetchOne = async (name: string) =>
  (await body(api.GET('/api/v1/meta/{kind}/{name}', { params: one(name) }))) as unknown as Script;

/** Whether the person may shape the system; the server decides again at every call. */
export const useMayShape = () => useMe().data?.system?.includes('manageMetadata') ?? false;

/** All scripts but the tests, which belong to their packages. */
export function useScripts() {
  return useQuery({
    queryKey: ['meta', kind],
    queryFn: async () => {
      const answer = await body(api.GET('/api/v1/meta/{kind}', { params: { path: { kind } } }));
      return ((answer[kind] ?? []) as unknown as Script[]).filter((script) => script.type !== 'test');
    },
  });
}

/** Always as it is now when the page opens, and not asked again by itself: what was typed over must stay what it was. */
export function useScript(name: string | undefined) {
  return useQuery({
    queryKey: ['meta', kind, name],
    enabled: name !== undefined,
    queryFn: () => fetchOne(name!),
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** What the server holds instead of what one began with, and who published that. */
export interface Foreign {
  stored: Script | undefined;
  by?: string;
  at?: string;
}

/** Whether somebody else has published the script since it was read; undefined when nobody has. */
export async function foreignChange(began: Script, fresh: boolean): Promise<Foreign | undefined> {
  let stored: Script | undefined;
  try {
    stored = await fetchOne(began.name);
  } catch {
    stored = undefined;
  }
  if (fresh ? stored === undefined : same(stored as never, began as never)) return undefined;
  const versions = await body(
    api.GET('/api/v1/meta/{kind}/{name}/versions', { params: one(began.name) }),
  ).catch(() => undefined);
  const last = versions?.versions[0];
  return { stored, by: last?.by?.name ?? undefined, at: last?.at ?? undefined };
}

export function useScriptCalls() {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries();
  const put = useMutation({
    mutationFn: ({ definition, dryRun }: { definition: Definition; dryRun?: boolean }) =>
      body(
        api.PUT('/api/v1/meta/{kind}/{name}', {
          params: { ...one(String(definition.name)), query: dryRun ? { dryRun } : {} },
          body: definition,
        }),
      ) as Promise<unknown>,
    onSuccess: (_done, { dryRun }) => (dryRun ? undefined : refresh()),
  });
  const remove = useMutation({
    mutationFn: (name: string) => body(api.DELETE('/api/v1/meta/{kind}/{name}', { params: one(name) })),
    onSuccess: refresh,
  });
  return { put, remove };
}

/** What a publish would be refused with. */
export const problemsOf = (report: unknown) => (report as DryRun).problems ?? [];

export function useTrial() {
  return useMutation({
    mutationFn: ({ name, question }: { name: string; question: Definition }) =>
      body(api.POST('/api/v1/scripts/{name}/run', { params: { path: { name } }, body: question })),
  });
}

/** What stands around scripts, with this tenant's objects; changes with the metadata. */
export function useTypings() {
  return useQuery({
    queryKey: ['meta', kind, 'typings'],
    queryFn: async () =>
      readTypings(
        (await body(api.GET('/api/v1/meta/scripts/typings', { parseAs: 'text' }))) as unknown as string,
      ),
    staleTime: 60_000,
  });
}

export interface RunQuery {
  script?: string;
  failed?: boolean;
}

export function useRuns(asked: RunQuery) {
  return useInfiniteQuery({
    queryKey: ['script-runs', asked],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/v1/scripts/log', {
          params: { query: { ...asked, size: 50, ...(pageParam ? { before: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  });
}
