import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, body } from '../../api/client';
import { useCatalog } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { formatMoment, formatRelative } from '../../kit/format';
import { Nothing } from '../../kit/states';
import { findObject } from '../../record/metadata';
import { Pages } from './Pages';
import { say, work, type Letter, type LetterState } from './work';
import { WorkTable } from './WorkTable';

const states: LetterState[] = ['dead', 'waiting', 'skipped'];

/** Events that were not simply handled: try a dead letter again or let it be, one or all. */
export function LetterList({
  listener,
  state: wanted,
  onChange,
}: {
  listener?: string;
  state: string;
  onChange: (listener: string | undefined, state: LetterState) => void;
}) {
  const t = useT();
  const feedback = useFeedback();
  const client = useQueryClient();
  const catalog = useCatalog().data;
  const [object, setObject] = useState<string>();
  const [after, setAfter] = useState<string>();
  const state = states.find((one) => one === wanted) ?? 'dead';
  const listeners = useQuery(work.listeners()).data ?? [];
  const letters = useQuery(work.letters({ listener, object, state }, after));
  const settled = {
    onSuccess: () => client.invalidateQueries({ queryKey: ['background'] }),
    onError: feedback.failed,
  };
  const decide = useMutation({
    mutationFn: ({ letter, replay }: { letter: Letter; replay: boolean }) => {
      const params = { path: { listener: letter.listener, event: letter.event } };
      return replay
        ? body(api.POST('/api/v1/admin/outbox/dead-letters/{listener}/{event}/replay', { params }))
        : body(api.DELETE('/api/v1/admin/outbox/dead-letters/{listener}/{event}', { params }));
    },
    ...settled,
  });
  const decideAll = useMutation({
    mutationFn: (replay: boolean) => {
      const params = { query: { listener, object } };
      return replay
        ? body(api.POST('/api/v1/admin/outbox/dead-letters/replay', { params }))
        : body(api.DELETE('/api/v1/admin/outbox/dead-letters', { params }));
    },
    ...settled,
    onSuccess: (decided) => {
      feedback.done(t('background.decided', { count: decided.events }));
      return settled.onSuccess();
    },
  });
  const rows = letters.data?.deadLetters ?? [];
  return (
    <>
      <div className="work-filters">
        <Segmented
          value={state}
          options={states.map((one) => ({ value: one, label: t(`background.letter.${one}`) }))}
          onChange={(next) => {
            setAfter(undefined);
            onChange(listener, next);
          }}
        />
        <Select
          allowClear
          placeholder={t('background.anyListener')}
          value={listener}
          onChange={(next) => {
            setAfter(undefined);
            onChange(next, state);
          }}
          options={listeners
            .filter((one) => !one.perNode)
            .map((one) => ({ value: one.name, label: say('listener', one.name) }))}
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('background.anyObject')}
          value={object}
          onChange={(next) => {
            setAfter(undefined);
            setObject(next);
          }}
          options={(catalog?.objects ?? []).map((one) => ({ value: one.name, label: labelOf(one) }))}
        />
        {state === 'dead' && rows.length > 0 && (
          <div className="work-all">
            <Button
              size="small"
              loading={decideAll.isPending}
              data-test="replay-all"
              onClick={() => decideAll.mutate(true)}
            >
              {t('background.replayAll')}
            </Button>
            <Button
              size="small"
              type="link"
              danger
              onClick={() =>
                feedback.confirm({
                  title: t('background.discardTitle'),
                  content: t('background.discardText'),
                  okText: t('background.discard'),
                  okButtonProps: { danger: true },
                  onOk: () => decideAll.mutate(false),
                })
              }
            >
              {t('background.discardAll')}
            </Button>
          </div>
        )}
      </div>
      <WorkTable<Letter>
        query={letters}
        rows={rows}
        rowKey={(letter) => `${letter.listener}/${letter.event}`}
        empty={<Nothing title={t(`background.none.${state}`)} text={t('background.noneText')} />}
        columns={[
          {
            title: t('background.event'),
            render: (letter) => (
              <Link to={`/o/${letter.object}/${letter.record}`}>
                {labelOf(findObject(catalog, letter.object) ?? { name: letter.object })} ·{' '}
                {say('change', letter.kind)}
                <span className="muted"> v{letter.version}</span>
              </Link>
            ),
          },
          { title: t('background.listener'), render: (letter) => say('listener', letter.listener) },
          {
            title: t('background.reason'),
            render: (letter) => (
              <span className="work-reason">
                {letter.message ??
                  (letter.reason ? say('reason', letter.reason) : t('background.behindAnother'))}
              </span>
            ),
          },
          {
            title: t('background.attempts'),
            align: 'end',
            render: (letter) => (letter.attempts ? <span className="digits">{letter.attempts}</span> : ''),
          },
          {
            title: state === 'waiting' ? t('background.nextAttempt') : t('background.when'),
            render: (letter) => {
              const at = state === 'waiting' ? letter.nextAttemptAt : letter.changedAt;
              return at ? <span title={formatMoment(at)}>{formatRelative(at)}</span> : '';
            },
          },
          ...(state === 'dead'
            ? [
                {
                  title: '',
                  render: (letter: Letter) => (
                    <>
                      <Button
                        size="small"
                        data-test="replay"
                        disabled={decide.isPending}
                        onClick={() => decide.mutate({ letter, replay: true })}
                      >
                        {t('background.replay')}
                      </Button>
                      <Button
                        size="small"
                        type="link"
                        danger
                        data-test="discard"
                        disabled={decide.isPending}
                        onClick={() => decide.mutate({ letter, replay: false })}
                      >
                        {t('background.discard')}
                      </Button>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Pages after={after} next={letters.data?.next} onPage={setAfter} />
    </>
  );
}
