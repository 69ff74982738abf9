import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { DryRun } from '../../api/model';
import type { DuplicateRule } from './model';

const kind = 'duplicate-rules';

export function useDuplicateRules() {
  return useQuery({
    queryKey: ['meta', kind],
    queryFn: async () => {
      const answer = await body(api.GET('/api/v1/meta/{kind}', { params: { path: { kind } } }));
      return (answer[kind] ?? []) as unknown as DuplicateRule[];
    },
  });
}

export function useDuplicateRuleCalls() {
  const client = useQueryClient();
  const put = useMutation({
    mutationFn: ({ definition, dryRun }: { definition: Record<string, unknown>; dryRun?: boolean }) =>
      body(
        api.PUT('/api/v1/meta/{kind}/{name}', {
          params: {
            path: { kind, name: `${String(definition.object)}.${String(definition.name)}` },
            query: dryRun ? { dryRun } : {},
          },
          body: definition,
        }),
      ) as Promise<DryRun>,
    onSuccess: (_done, { dryRun }) => (dryRun ? undefined : client.invalidateQueries()),
  });
  const remove = useMutation({
    mutationFn: (name: string) =>
      body(api.DELETE('/api/v1/meta/{kind}/{name}', { params: { path: { kind, name } } })),
    onSuccess: () => client.invalidateQueries(),
  });
  return { put, remove };
}
