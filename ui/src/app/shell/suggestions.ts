import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, body } from '../../api/client';
import { useMe } from '../../api/queries';
import { labelOf, useLanguage } from '../../i18n/language';

/** A user's roles are stored by name; whoever looks after users chooses them by label. */
const rolesField = 'fld_user_roles';

export function useSuggestions() {
  const language = useLanguage();
  const manages = useMe().data?.system.includes('manageUsers') === true;
  const roles = useQuery({
    queryKey: ['roles'],
    queryFn: async () => (await body(api.GET('/api/v1/meta/roles'))).roles ?? [],
    enabled: manages,
    retry: false,
    staleTime: 60_000,
  });
  return useMemo(
    () =>
      roles.data
        ? { [rolesField]: roles.data.map((role) => ({ value: role.name, label: labelOf(role) })) }
        : undefined,
    [roles.data, language], // eslint-disable-line react-hooks/exhaustive-deps
  );
}
