import { useQuery } from '@tanstack/react-query';
import { Select, Spin } from 'antd';
import { useState } from 'react';
import { queries } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { useDebounced } from '../../kit/hooks';
import { useElements } from '../elements';

interface One {
  id: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Usernames, found by any part of a person's name; those that nobody has stay visible, for whoever is to put them right. */
export function PeopleSelect({
  id,
  value,
  onChange,
}: {
  id: string;
  value: string[];
  onChange: (value: string[]) => void;
}) {
  const t = useT();
  const { open, setOpen, setTyped, found } = useFound('user', ['name', 'username'], 'active = TRUE');
  return (
    <Select
      id={id}
      className="fill"
      mode="multiple"
      open={open}
      onOpenChange={setOpen}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value}
      onChange={onChange}
      options={(found.data?.records ?? []).map((person) => ({
        value: String(person.username),
        label: `${String(person.name)} (${String(person.username)})`,
      }))}
      optionLabelProp="value"
      notFoundContent={found.isFetching ? <Spin size="small" /> : t('lookup.nothing')}
    />
  );
}

export function DepartmentSelect({ id, value, onChange }: One) {
  const t = useT();
  const { open, setOpen, setTyped, found } = useFound('department', ['name']);
  const names = [...new Set((found.data?.records ?? []).map((one) => String(one.name)))];
  return (
    <Select
      id={id}
      className="fill"
      allowClear
      open={open}
      onOpenChange={setOpen}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value || undefined}
      onChange={onChange}
      options={names.map((name) => ({ value: name, label: name }))}
      notFoundContent={found.isFetching ? <Spin size="small" /> : t('lookup.nothing')}
    />
  );
}

export function RoleSelect({ id, value, onChange }: One) {
  const roles = useElements<Parameters<typeof labelOf>[0] & { name: string }>('roles');
  return (
    <Select
      id={id}
      className="fill"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={roles.isPending}
      value={value || undefined}
      onChange={onChange}
      options={(roles.data ?? []).map((role) => ({ value: role.name, label: labelOf(role) }))}
    />
  );
}

/** Records of an object by what somebody types, asked for while the list is open. */
function useFound(object: string, fields: string[], filter?: string) {
  const [open, setShown] = useState(false);
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim());
  const found = useQuery({
    ...queries.list(object, { filter, q: q || undefined, size: 30, fields }),
    enabled: open,
  });
  const setOpen = (next: boolean) => {
    setShown(next);
    if (!next) setTyped('');
  };
  return { open, setOpen, setTyped, found };
}
