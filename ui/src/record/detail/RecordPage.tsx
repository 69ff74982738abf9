import { useQuery } from '@tanstack/react-query';
import { Button, Tabs } from 'antd';
import { useState, type ReactNode } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { ObjectDefinition, RecordData } from '../../api/model';
import { ApiError } from '../../api/problems';
import { queries, useCatalog } from '../../api/queries';
import { useT } from '../../i18n/language';
import { usePhone, useWide } from '../../kit/device';
import { useFeedback } from '../../kit/feedback';
import { ErrorState, PageSkeleton } from '../../kit/states';
import { ConflictDialog } from '../form/ConflictDialog';
import { FormSections } from '../form/FormSections';
import { LeaveGuard } from '../form/LeaveGuard';
import { useEditor } from '../form/useEditor';
import { readDraft } from '../../kit/drafts';
import { findObject, relatedOf, sectionsOf, useLayout } from '../metadata';
import { PastBanner, useAsOf } from '../past';
import { Attachments } from './Attachments';
import { Details } from './Details';
import { HistoryList } from './HistoryList';
import { RecordHead } from './RecordHead';
import { RelatedList } from './RelatedList';
import { StagePath } from './StagePath';

/** @param actions further buttons of the application for this record */
export function RecordPage({ actions }: { actions?: ReactNode }) {
  const { object: name = '', id = '' } = useParams();
  const catalog = useCatalog();
  const object = findObject(catalog.data, name);
  const [asOf] = useAsOf();
  const record = useQuery({ ...queries.record(name, id, asOf), enabled: object !== undefined });
  if (catalog.isPending) return <PageSkeleton />;
  if (!object) return <ErrorState error={new ApiError(404, {})} />;
  if (record.isPending) return <PageSkeleton />;
  if (record.isError && !record.data)
    return (
      <div className="page">
        <PastBanner />
        <ErrorState error={record.error} onRetry={() => record.refetch()} />
      </div>
    );
  return (
    <OneRecord
      key={`${id}${asOf ?? ''}`}
      object={object}
      record={record.data}
      actions={actions}
      asOf={asOf}
    />
  );
}

function OneRecord({
  object,
  record,
  actions,
  asOf,
}: {
  object: ObjectDefinition;
  record: RecordData;
  actions?: ReactNode;
  asOf: string | undefined;
}) {
  const t = useT();
  const phone = usePhone();
  const wide = useWide();
  const feedback = useFeedback();
  const catalog = useCatalog().data!;
  const [search, setSearch] = useSearchParams();
  const draftKey = `edit.${record.id}`;
  const [editing, setEditing] = useState(
    () => !asOf && (readDraft(draftKey) !== undefined || search.get('edit') === '1'),
  );
  const [focus, setFocus] = useState<string>();
  const editor = useEditor({ object, record, draftKey });
  const layout = useLayout(object.name, phone, record.recordType);
  const sections = sectionsOf(object, layout);
  const related = relatedOf(catalog, object, layout);
  const parts = related.filter((one) => one.parts);
  const others = related.filter((one) => !one.parts);
  const mayEdit = !asOf && object.access?.edit !== false;
  const kept: Record<string, string> = asOf ? { asOf } : {};

  const start = (field?: string) => {
    setFocus(field);
    setEditing(true);
    if (search.get('tab')) setSearch({}, { replace: true });
  };
  const stop = () => {
    editor.discard();
    setEditing(false);
    if (search.get('edit')) setSearch({}, { replace: true });
  };
  const saved = () => {
    setEditing(false);
    if (search.get('edit')) setSearch({}, { replace: true });
    feedback.done(t('form.saved'));
  };
  const save = async () => {
    if (!editor.dirty) return stop();
    if (await editor.save()) saved();
  };

  const aside = wide;
  const main = (
    <div className="record-main">
      {parts.map((one) => (
        <RelatedList
          key={`${one.object.name}.${one.via.name}`}
          related={one}
          parent={record}
          parentObject={object}
          mayEdit={mayEdit}
        />
      ))}
      <div className="card form-card">
        {editing ? (
          <FormSections object={object} sections={sections} editor={editor} focus={focus} />
        ) : (
          <Details object={object} record={record} sections={sections} onEdit={mayEdit ? start : undefined} />
        )}
      </div>
    </div>
  );
  const details = aside ? (
    <div className="record-body">
      {main}
      <aside>
        {!asOf && <Attachments object={object} id={record.id} mayEdit={mayEdit} compact />}
        {others.slice(0, 5).map((one) => (
          <RelatedList
            key={`${one.object.name}.${one.via.name}`}
            related={one}
            parent={record}
            parentObject={object}
            mayEdit={mayEdit}
            compact
          />
        ))}
      </aside>
    </div>
  ) : (
    main
  );
  const tabs = [
    { key: 'details', label: t('record.details'), children: details },
    ...(others.length
      ? [
          {
            key: 'related',
            label: t('record.related'),
            children: (
              <div className="related-tab">
                {others.map((one) => (
                  <RelatedList
                    key={`${one.object.name}.${one.via.name}`}
                    related={one}
                    parent={record}
                    parentObject={object}
                    mayEdit={mayEdit}
                  />
                ))}
              </div>
            ),
          },
        ]
      : []),
    ...(aside || asOf
      ? []
      : [
          {
            key: 'attachments',
            label: t('attachments.title'),
            children: <Attachments object={object} id={record.id} mayEdit={mayEdit} />,
          },
        ]),
    { key: 'history', label: t('record.history'), children: <HistoryList object={object} id={record.id} /> },
  ];
  return (
    <div className="page">
      <PastBanner />
      <RecordHead
        object={object}
        record={record}
        layout={layout}
        actions={asOf ? undefined : actions}
        past={asOf !== undefined}
        onEdit={mayEdit && !editing ? () => start() : undefined}
      />
      {layout?.path && (
        <StagePath object={object} record={record} field={layout.path} locked={editing || !mayEdit} />
      )}
      <Tabs
        className="record-tabs"
        activeKey={tabs.some((tab) => tab.key === search.get('tab')) ? search.get('tab')! : 'details'}
        onChange={(tab) => setSearch(tab === 'details' ? kept : { ...kept, tab }, { replace: true })}
        items={tabs}
      />
      {editing && (
        <div className="save-bar">
          <Button onClick={stop}>{t('action.cancel')}</Button>
          <Button type="primary" loading={editor.saving} onClick={save} data-test="save">
            {t('action.save')}
          </Button>
        </div>
      )}
      {editor.conflict && <ConflictDialog object={object} record={record} editor={editor} onSaved={saved} />}
      <LeaveGuard when={editing && editor.dirty} unsaved={editor.unsaved} onLeave={editor.discard} />
    </div>
  );
}
