import { Button } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useCatalog } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { useFeedback } from '../../kit/feedback';
import { ObjectTile } from '../../kit/Icon';
import { PageHead } from '../../kit/PageHead';
import { ErrorState, PageSkeleton } from '../../kit/states';
import { ApiError } from '../../api/problems';
import type { ObjectDefinition } from '../../api/model';
import { findObject, sectionsOf, useLayout } from '../metadata';
import type { Values } from '../values';
import { FormSections } from './FormSections';
import { LeaveGuard } from './LeaveGuard';
import { useEditor } from './useEditor';

export function CreatePage() {
  const { object: name = '' } = useParams();
  const catalog = useCatalog();
  const object = findObject(catalog.data, name);
  if (catalog.isPending) return <PageSkeleton />;
  if (!object) return <ErrorState error={new ApiError(404, {})} />;
  return <CreateForm key={name} object={object} />;
}

function CreateForm({ object }: { object: ObjectDefinition }) {
  const t = useT();
  const navigate = useNavigate();
  const feedback = useFeedback();
  const phone = usePhone();
  const [search] = useSearchParams();
  const prefill = useMemo<Values | undefined>(() => readPrefill(search.get('with')), [search]);
  const editor = useEditor({ object, prefill, draftKey: `new.${object.name}` });
  const layout = useLayout(object.name, phone, editor.values.recordType);
  const save = async (again: boolean) => {
    const saved = await editor.save();
    if (!saved) return;
    feedback.done(t('form.saved'));
    if (again) return;
    void navigate(`/o/${object.name}/${saved.id}`, { replace: true });
  };
  return (
    <div className="page">
      <PageHead
        tile={<ObjectTile object={object.name} icon={object.icon} size={36} />}
        over={labelOf(object)}
        title={t('form.newTitle', { object: labelOf(object) })}
      />
      <div className="page-body card form-card">
        <FormSections object={object} sections={sectionsOf(object, layout)} editor={editor} creating />
      </div>
      <div className="save-bar">
        <Button onClick={() => navigate(-1)}>{t('action.cancel')}</Button>
        {!phone && (
          <Button onClick={() => save(true)} loading={editor.saving}>
            {t('form.saveAndNew')}
          </Button>
        )}
        <Button type="primary" onClick={() => save(false)} loading={editor.saving} data-test="save">
          {t('action.save')}
        </Button>
      </div>
      <LeaveGuard when={editor.dirty} unsaved={editor.unsaved} onLeave={editor.discard} />
    </div>
  );
}

function readPrefill(text: string | null): Values | undefined {
  try {
    return text ? (JSON.parse(text) as Values) : undefined;
  } catch {
    return undefined;
  }
}
