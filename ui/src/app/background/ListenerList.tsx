import { useQuery } from '@tanstack/react-query';
import { Button, Tag, Tooltip } from 'antd';
import { useT } from '../../i18n/language';
import { formatMoment, formatNumber, formatRelative } from '../../kit/format';
import { Nothing } from '../../kit/states';
import { say, work, type LetterState, type Listener } from './work';
import { WorkTable } from './WorkTable';

const colors: Record<Listener['state'], string> = { running: 'green', stalled: 'red', unclaimed: 'gold' };

/** What follows commits: how far behind each listener is, and what became of the tenant's events. */
export function ListenerList({ onLetters }: { onLetters: (listener: string, state: LetterState) => void }) {
  const t = useT();
  const listeners = useQuery(work.listeners());
  const account = (one: Listener, state: LetterState, count: number | undefined) =>
    one.account &&
    (count ? (
      <Button
        type="link"
        size="small"
        className="work-count digits"
        danger={state === 'dead'}
        data-test={`${state}-${one.name}`}
        onClick={() => onLetters(one.name, state)}
      >
        {formatNumber(count)}
      </Button>
    ) : (
      <span className="digits muted">0</span>
    ));
  return (
    <WorkTable<Listener>
      query={listeners}
      rows={listeners.data ?? []}
      rowKey={(one) => one.name}
      empty={<Nothing title={t('background.noListeners')} text={t('background.noListenersText')} />}
      columns={[
        { title: t('background.listener'), render: (one) => <b>{say('listener', one.name)}</b> },
        {
          title: t('import.state'),
          render: (one) => (
            <Tooltip
              title={
                one.message
                  ? `${one.message}${one.stalledSince ? ` · ${formatMoment(one.stalledSince)}` : ''}`
                  : one.perNode
                    ? t('background.perNode')
                    : undefined
              }
            >
              <Tag variant="filled" color={colors[one.state]}>
                {t(`background.state.${one.state}`)}
                {one.stalledSince ? ` · ${formatRelative(one.stalledSince)}` : ''}
              </Tag>
            </Tooltip>
          ),
        },
        {
          title: t('background.behind'),
          align: 'end',
          render: (one) => (
            <span className="digits">
              {one.behind
                ? t('background.behindBy', {
                    events: one.behind >= 1000 ? `${formatNumber(one.behind)}+` : formatNumber(one.behind),
                    seconds: formatNumber(one.lagSeconds),
                  })
                : t('background.upToDate')}
            </span>
          ),
        },
        {
          title: t('background.handled'),
          align: 'end',
          render: (one) => one.account && <span className="digits">{formatNumber(one.account.handled)}</span>,
        },
        {
          title: t('background.skipped'),
          align: 'end',
          render: (one) =>
            one.account && (
              <Tooltip
                title={Object.entries(one.account.skippedBy)
                  .map(([reason, count]) => `${say('reason', reason)}: ${formatNumber(count)}`)
                  .join(' · ')}
              >
                {account(one, 'skipped', one.account.skipped)}
              </Tooltip>
            ),
        },
        {
          title: t('background.waiting'),
          align: 'end',
          render: (one) => account(one, 'waiting', one.account?.waiting),
        },
        {
          title: t('background.dead'),
          align: 'end',
          render: (one) => account(one, 'dead', one.account?.dead),
        },
      ]}
    />
  );
}
