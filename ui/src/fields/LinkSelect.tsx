import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Divider, Select, Spin } from 'antd';
import { useState } from 'react';
import { isLink, type Link, type ObjectDefinition, type RecordData } from '../api/model';
import { queries, useCatalog } from '../api/queries';
import { labelOf, useT } from '../i18n/language';
import { useDebounced } from '../kit/hooks';
import { useFieldHost } from './host';
import { uiOf } from './registry-access';

interface Props {
  id?: string;
  target: string;
  multiple?: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
  invalid?: boolean;
  autoFocus?: boolean;
  disabled?: boolean;
  /** Only records that meet it are offered. */
  filter?: string;
}

/** Picks records by typing part of a name or of another search field of the target. */
export function LinkSelect({
  id,
  target,
  multiple,
  value,
  onChange,
  invalid,
  autoFocus,
  disabled,
  filter,
}: Props) {
  const t = useT();
  const host = useFieldHost();
  const object = useCatalog().data?.objects.find((one) => one.name === target);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim());
  const second = secondaryFields(object);
  const found = useQuery({
    ...queries.list(target, {
      filter,
      q: q || undefined,
      size: 20,
      fields: object && [object.nameField, ...second],
    }),
    enabled: open && object !== undefined,
  });
  const chosen: Link[] = multiple
    ? Array.isArray(value)
      ? value.filter(isLink)
      : []
    : isLink(value)
      ? [value]
      : [];
  const records = found.data?.records ?? [];
  const options = records.map((record) => ({ value: record.id, label: nameOf(object, record), record }));
  const pick = (ids: string[]) => {
    const known = new Map(
      [
        ...chosen,
        ...records.map((record) => ({ id: record.id, name: nameOf(object, record), object: target })),
      ].map((link) => [link.id, link]),
    );
    const links = ids.map((one) => known.get(one)).filter((link): link is Link => link !== undefined);
    onChange(multiple ? links : (links[0] ?? null));
  };
  const create = async () => {
    setOpen(false);
    const made = await host.createRecord?.(target, typed.trim());
    if (made) onChange(multiple ? [...chosen, made] : made);
  };
  return (
    <Select
      id={id}
      className="fill"
      mode={multiple ? 'multiple' : undefined}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      autoFocus={autoFocus}
      disabled={disabled}
      status={invalid ? 'error' : undefined}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) setTyped('');
      }}
      placeholder={object ? t('lookup.placeholder', { object: labelOf(object) }) : undefined}
      value={multiple ? (chosen.map(asOption) as never) : ((chosen[0] ? asOption(chosen[0]) : null) as never)}
      labelInValue
      onChange={(next: unknown) => pick(asList(next).map((one) => one.value))}
      options={options}
      optionRender={(option) => <LinkOption object={object} record={option.data.record} fields={second} />}
      notFoundContent={found.isFetching ? <Spin size="small" /> : t('lookup.nothing')}
      popupRender={(menu) => (
        <>
          {menu}
          {host.createRecord && object?.access?.create && (
            <>
              <Divider className="tight" />
              <Button
                type="link"
                size="small"
                icon={<PlusOutlined />}
                onMouseDown={(event) => event.preventDefault()}
                onClick={create}
              >
                {t('lookup.create', { object: labelOf(object) })}
              </Button>
            </>
          )}
        </>
      )}
    />
  );
}

const asOption = (link: Link) => ({ value: link.id, label: link.name ?? link.id });

function asList(value: unknown): { value: string }[] {
  if (Array.isArray(value)) return value as { value: string }[];
  return value ? [value as { value: string }] : [];
}

function nameOf(object: ObjectDefinition | undefined, record: RecordData): string {
  const name = object && record[object.nameField];
  return typeof name === 'string' && name !== '' ? name : record.id;
}

/** Two more fields that tell records of the same name apart. */
function secondaryFields(object: ObjectDefinition | undefined): string[] {
  if (!object) return [];
  const fields = new Set(object.fields.map((field) => field.name));
  return (object.searchFields ?? [])
    .filter((name) => name !== object.nameField && fields.has(name))
    .slice(0, 2);
}

function LinkOption({
  object,
  record,
  fields,
}: {
  object?: ObjectDefinition;
  record?: RecordData;
  fields: string[];
}) {
  if (!record) return null;
  return (
    <div className="link-option">
      <div>{nameOf(object, record)}</div>
      <div className="link-option-second">
        {fields.map((name) => {
          const field = object?.fields.find((one) => one.name === name);
          const value = record[name];
          if (!field || value === null || value === undefined || value === '') return null;
          const { Cell } = uiOf(field);
          return (
            <span key={name}>{isLink(value) ? value.name : <Cell field={field} value={value} dense />}</span>
          );
        })}
      </div>
    </div>
  );
}
