import { Alert, Button, Tabs } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { ApiError } from '../../api/problems';
import { labelOf, useT } from '../../i18n/language';
import { CodeEditor, type CodeEditorHandle, type Suggest } from '../../kit/CodeEditor';
import { usePhone } from '../../kit/device';
import { useFeedback } from '../../kit/feedback';
import { PageHead } from '../../kit/PageHead';
import { ErrorState, PageSkeleton } from '../../kit/states';
import { LeaveGuard } from '../../record/form/LeaveGuard';
import { VersionsDrawer } from '../VersionsDrawer';
import { useMayShape, useScript, useScriptCalls, useTypings, type Trial } from './calls';
import { ForeignDialog } from './ForeignDialog';
import { RunLog } from './RunLog';
import { blank, type Script } from './script';
import { ScriptForm } from './ScriptForm';
import { suggest } from './suggest';
import { TrialPanel } from './TrialPanel';
import './scripts.css';
import { useScriptEditor } from './useScriptEditor';

/** A script that is there, or a new one. */
export function ScriptPage() {
  const { name } = useParams();
  const may = useMayShape();
  const stored = useScript(may ? name : undefined);
  if (!may) return <ErrorState error={new ApiError(403, {})} />;
  if (name === undefined) return <Editor key="new" stored={blank} fresh />;
  if (stored.isError && !stored.data)
    return <ErrorState error={stored.error} onRetry={() => stored.refetch()} />;
  return stored.data ? (
    <Editor
      key={name}
      stored={stored.data}
      fresh={false}
      reload={async () => (await stored.refetch()).data}
    />
  ) : (
    <PageSkeleton />
  );
}

interface Props {
  stored: Script;
  fresh: boolean;
  reload?: () => Promise<Script | undefined>;
}

function Editor({ stored, fresh, reload }: Props) {
  const t = useT();
  const phone = usePhone();
  const feedback = useFeedback();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const { remove } = useScriptCalls();
  const typings = useTypings().data;
  const code = useRef<CodeEditorHandle>(null);
  const [looking, setLooking] = useState(false);
  const [trial, setTrial] = useState<Trial>();
  const editor = useScriptEditor(stored, fresh, (name) =>
    navigate(`/setup/scripts/${name}`, { replace: true }),
  );
  const { script, placed } = editor;
  const tab = !fresh && search.get('tab') === 'log' ? 'log' : 'edit';
  const show = (next: string) => setSearch(next === 'log' ? { tab: next } : {}, { replace: true });
  const { type, object, when } = script;
  const complete: Suggest = (text, offset, asked) =>
    typings && suggest(typings, { type, object, when }, text, offset, asked);
  const failure = trial?.failure;
  const marks = useMemo(
    () => [
      ...placed.marks,
      ...(failure?.line && (!failure.script || failure.script === (script.name || 'draft'))
        ? [
            {
              message: failure.message ?? failure.kind,
              line: failure.line,
              column: failure.column || undefined,
            },
          ]
        : []),
    ],
    [placed.marks, failure, script.name],
  );
  const goTo = (line: number, column?: number) => {
    show('edit');
    // The tab is drawn first: a hidden editor can not be scrolled to a line.
    setTimeout(() => code.current?.goTo(line, column || 1));
  };
  const askRemove = () =>
    feedback.confirm({
      title: t('script.removeTitle', { name: labelOf(script as never) }),
      content: t('script.removeText'),
      okText: t('action.delete'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: async () => {
        try {
          await remove.mutateAsync(script.name);
          editor.drop();
          feedback.done(t('script.removed'));
          await navigate('/setup/scripts');
        } catch (error) {
          feedback.failed(error);
        }
      },
    });
  const closeVersions = async () => {
    setLooking(false);
    const now = await reload?.();
    if (now && !editor.dirty) editor.take(now);
  };
  const edit = (
    <>
      <ScriptForm script={script} fresh={fresh} placed={placed} onChange={editor.change} />
      <div className="script-body">
        <section
          className="card script-source field"
          data-invalid={placed.marks.length > 0 || placed.byKey.source ? true : undefined}
          aria-label={t('script.source')}
        >
          <h2>{t('script.source')}</h2>
          <CodeEditor
            ref={code}
            language="javascript"
            aria-label={t('script.source')}
            data-test="script-source"
            minHeight={phone ? '240px' : '380px'}
            maxHeight="70vh"
            value={script.source}
            marks={marks}
            suggest={complete}
            onChange={(source) => {
              editor.change({ source });
              setTrial(undefined);
            }}
          />
          {placed.byKey.source?.map((text) => (
            <div key={text} className="field-problem" role="alert">
              {text}
            </div>
          ))}
          {marks.map((mark, index) => (
            <button
              key={index}
              type="button"
              className="script-problem"
              onClick={() => goTo(mark.line ?? 1, mark.column)}
              data-test="script-problem"
            >
              <b>{t('script.line', { line: mark.line ?? 1 })}</b> {mark.message}
            </button>
          ))}
          <p className="field-note">{t('script.keys')}</p>
        </section>
        <TrialPanel script={script} onPlace={goTo} onOutcome={setTrial} />
      </div>
    </>
  );
  return (
    <div className="page script-editor">
      <PageHead
        over={<Link to="/setup/scripts">{t('script.title')}</Link>}
        title={fresh ? t('script.new') : labelOf(script as never)}
        extra={
          <>
            {!fresh && (
              <>
                {!script.package && (
                  <Button danger onClick={askRemove} data-test="remove-script">
                    {t('action.delete')}
                  </Button>
                )}
                <Button onClick={() => setLooking(true)}>{t('versions.title')}</Button>
              </>
            )}
            <Button onClick={editor.check} disabled={editor.busy} data-test="check-script">
              {t('setup.check')}
            </Button>
            <Button
              type="primary"
              onClick={() => editor.publish()}
              loading={editor.busy}
              data-test="save-script"
            >
              {t('decision.publish')}
            </Button>
          </>
        }
      />
      {editor.restored && editor.dirty && (
        <Alert
          className="script-notice"
          type="info"
          showIcon
          title={t('script.restored')}
          action={
            <Button size="small" onClick={() => editor.take(stored)}>
              {t('script.discard')}
            </Button>
          }
        />
      )}
      {script.package && (
        <Alert
          className="script-notice"
          type="info"
          showIcon
          title={t('script.fromPackage', { package: script.package })}
        />
      )}
      {placed.general.length > 0 && (
        <Alert
          className="script-notice"
          type="error"
          showIcon
          title={placed.general.map((text) => (
            <div key={text}>{text}</div>
          ))}
        />
      )}
      {fresh ? (
        edit
      ) : (
        <Tabs
          activeKey={tab}
          onChange={show}
          items={[
            { key: 'edit', label: t('script.definition'), children: edit },
            {
              key: 'log',
              label: t('script.log'),
              children: <RunLog script={stored.name} onPlace={goTo} />,
            },
          ]}
        />
      )}
      {editor.conflict && (
        <ForeignDialog
          foreign={editor.conflict}
          mine={script}
          busy={editor.busy}
          onPublish={() => editor.publish(true)}
          onTake={editor.take}
          onClose={editor.dismiss}
        />
      )}
      {looking && <VersionsDrawer kind="scripts" name={script.name} onClose={closeVersions} />}
      <LeaveGuard when={editor.dirty} unsaved={editor.unsaved} onLeave={editor.drop} />
    </div>
  );
}
