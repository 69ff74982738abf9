import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { Text } from '../../api/model';

/** The roles there are, to choose from. */
export function useRoles(): { name: string; label?: Text }[] {
  const kind = 'roles';
  return (
    useQuery({
      queryKey: ['meta', kind],
      queryFn: async () =>
        ((await body(api.GET('/api/v1/meta/{kind}', { params: { path: { kind } } })))[kind] ??
          []) as unknown as { name: string; label?: Text }[],
    }).data ?? []
  );
}
