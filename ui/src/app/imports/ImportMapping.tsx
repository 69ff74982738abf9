import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Radio, Select, Table } from 'antd';
import { useState } from 'react';
import { api, body } from '../../api/client';
import type { Field, ImportColumn, ImportJob, ObjectDefinition } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { uiOf } from '../../fields/registry';
import { labelOf, listOf, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { sentenceOf } from '../../kit/feedback';
import { canEdit, findObject } from '../../record/metadata';
import { operations, type Operation } from './operations';

/** Second step: which column fills which field, as guessed by the server and put right here. */
export function ImportMapping({ object, job }: { object: ObjectDefinition; job: ImportJob }) {
  const t = useT();
  const phone = usePhone();
  const client = useQueryClient();
  const catalog = useCatalog().data;
  const [columns, setColumns] = useState<ImportColumn[]>(job.columns ?? []);
  const [operation, setOperation] = useState<Operation>((job.operation as Operation) ?? 'create');
  const keys = object.fields.filter(
    (field) => field.externalKey || field.unique || field.type === 'autoNumber',
  );
  const [key, setKey] = useState<string | undefined>(job.key ?? keys[0]?.name);
  const compared = operation !== 'update' && (object.duplicateFields?.length ?? 0) > 0;
  const [allowDuplicates, setAllowDuplicates] = useState(false);
  const start = useMutation({
    mutationFn: () =>
      body(
        api.PUT('/api/v1/imports/{id}', {
          params: { path: { id: job.id } },
          body: {
            operation,
            ...(operation === 'create' ? {} : { key }),
            mapping: columns
              .filter((column) => column.field)
              .map((column) => ({
                column: column.name,
                field: column.field!,
                ...(column.matchBy ? { matchBy: column.matchBy } : {}),
              })),
            ...(compared ? { allowDuplicates } : {}),
            start: true,
          },
        }),
      ) as Promise<ImportJob>,
    onSuccess: (next) => {
      client.setQueryData(['imports', job.id], next);
      void client.invalidateQueries({ queryKey: ['imports'] });
    },
  });
  const pickSheet = useMutation({
    mutationFn: (sheet: string) =>
      body(
        api.PUT('/api/v1/imports/{id}', { params: { path: { id: job.id } }, body: { sheet } }),
      ) as Promise<ImportJob>,
    onSuccess: (next) => {
      client.setQueryData(['imports', job.id], next);
      setColumns(next.columns ?? []);
    },
  });
  const set = (name: string, change: Partial<ImportColumn>) =>
    setColumns(columns.map((column) => (column.name === name ? { ...column, ...change } : column)));
  const fillable = object.fields.filter(
    (field) => canEdit(field) || (field.type === 'autoNumber' && operation !== 'create') || field.externalKey,
  );
  const taken = new Set(columns.map((column) => column.field).filter(Boolean));
  const missing =
    operation === 'update'
      ? []
      : fillable.filter(
          (field) =>
            field.required &&
            (field.default === undefined || field.default === null) &&
            !taken.has(field.name),
        );
  const matchFields = (field: Field) => {
    const target = findObject(
      catalog,
      field.target ?? (field.type === 'user' || field.type === 'department' ? field.type : ''),
    );
    return (
      target?.fields.filter(
        (one) =>
          one.name === target.nameField ||
          one.unique ||
          one.externalKey ||
          one.type === 'autoNumber' ||
          ['code', 'username', 'email'].includes(one.name),
      ) ?? []
    );
  };
  const fieldSelect = (column: ImportColumn) => (
    <Select
      className="fill"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('import.ignore')}
      value={column.field ?? undefined}
      options={fillable.map((field) => ({
        value: field.name,
        label: labelOf(field),
        disabled: taken.has(field.name) && column.field !== field.name,
      }))}
      onChange={(field: string | undefined) => set(column.name, { field: field ?? null, matchBy: null })}
    />
  );
  const matchSelect = (column: ImportColumn) => {
    const field = object.fields.find((one) => one.name === column.field);
    if (!field || !uiOf(field).write) return null;
    return (
      <Select
        className="fill"
        value={column.matchBy ?? ''}
        options={[
          { value: '', label: t('import.matchAuto') },
          ...matchFields(field).map((one) => ({ value: one.name, label: labelOf(one) })),
        ]}
        onChange={(matchBy: string) => set(column.name, { matchBy: matchBy || null })}
      />
    );
  };
  const samples = (column: ImportColumn) => (
    <span className="samples">
      {(column.samples ?? [])
        .map((sample) => String(sample ?? ''))
        .filter((sample) => sample !== '')
        .slice(0, 3)
        .join(' · ')}
    </span>
  );
  return (
    <section className="card form-card stack" data-test="mapping">
      {(start.error ?? pickSheet.error) && (
        <Alert type="error" showIcon title={sentenceOf(start.error ?? pickSheet.error)} />
      )}
      {(job.sheets?.length ?? 0) > 1 && (
        <div className="field narrow">
          <label className="field-label" htmlFor="import-sheet">
            {t('import.sheet')}
          </label>
          <Select
            id="import-sheet"
            className="fill"
            value={job.sheet ?? job.sheets![0]}
            loading={pickSheet.isPending}
            options={job.sheets!.map((sheet) => ({ value: sheet, label: sheet }))}
            onChange={(sheet: string) => pickSheet.mutate(sheet)}
          />
        </div>
      )}
      <p className="muted">
        {t('import.mappingText', {
          count: columns.filter((column) => column.field).length,
          total: columns.length,
        })}
      </p>
      <Table<ImportColumn>
        rowKey="name"
        size="small"
        pagination={false}
        dataSource={columns}
        scroll={{ x: 'max-content', y: phone ? undefined : 440 }}
        columns={
          phone
            ? [
                {
                  render: (_, column) => (
                    <div className="stack">
                      <b>{column.name}</b>
                      {samples(column)}
                      {fieldSelect(column)}
                      {matchSelect(column)}
                    </div>
                  ),
                },
              ]
            : [
                { title: t('import.column'), width: 200, render: (_, column) => <b>{column.name}</b> },
                { title: t('import.samples'), width: 260, render: (_, column) => samples(column) },
                { title: t('import.field'), width: 240, render: (_, column) => fieldSelect(column) },
                { title: t('import.matchBy'), width: 180, render: (_, column) => matchSelect(column) },
              ]
        }
        showHeader={!phone}
      />
      <div className="field">
        <span className="field-label">{t('import.operation')}</span>
        <Radio.Group
          value={operation}
          onChange={(event) => setOperation(event.target.value as Operation)}
          options={operations.map((name) => ({ value: name, label: t(`import.operation.${name}`) }))}
        />
      </div>
      {operation !== 'create' && (
        <div className="field narrow">
          <label className="field-label" htmlFor="import-key">
            {t('import.key')}
          </label>
          <Select
            id="import-key"
            className="fill"
            value={key}
            options={keys.map((field) => ({ value: field.name, label: labelOf(field) }))}
            onChange={setKey}
            notFoundContent={t('import.noKey')}
          />
        </div>
      )}
      {compared && (
        <Checkbox
          checked={allowDuplicates}
          onChange={(event) => setAllowDuplicates(event.target.checked)}
          data-test="allow-duplicates"
        >
          {t('import.allowDuplicates')}
        </Checkbox>
      )}
      {missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('import.missing', { fields: listOf(missing.map((field) => labelOf(field))) })}
        />
      )}
      <div className="form-buttons">
        <Button
          type="primary"
          loading={start.isPending}
          disabled={!columns.some((column) => column.field) || (operation !== 'create' && !key)}
          onClick={() => start.mutate()}
          data-test="start-import"
        >
          {job.total ? t('import.startCount', { count: job.total }) : t('import.start')}
        </Button>
      </div>
    </section>
  );
}
