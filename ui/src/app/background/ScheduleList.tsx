import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useT } from '../../i18n/language';
import { formatMoment, formatRelative } from '../../kit/format';
import { Nothing } from '../../kit/states';
import { say, work, type Job, type Schedule } from './work';
import { WorkTable } from './WorkTable';

/** What comes round: the tenant's schedules and the installation's own clean-ups. */
export function ScheduleList() {
  const t = useT();
  const schedules = useQuery(work.schedules());
  return (
    <WorkTable<Schedule>
      query={schedules}
      rows={schedules.data ?? []}
      rowKey={(one) => `${one.installation}/${one.name}`}
      empty={<Nothing title={t('background.noSchedules')} text="" />}
      columns={[
        {
          title: t('background.schedule'),
          render: (one) => (
            <>
              <b>{one.installation ? say('chore', one.name) : one.name}</b>{' '}
              {one.installation && <Tag variant="filled">{t('background.installation')}</Tag>}
            </>
          ),
        },
        {
          title: t('background.cron'),
          render: (one) => (
            <code>
              {one.cron} {one.zone === 'Z' ? 'UTC' : one.zone}
            </code>
          ),
        },
        {
          title: t('background.next'),
          render: (one) => <span title={formatMoment(one.nextAt)}>{formatRelative(one.nextAt)}</span>,
        },
        {
          title: t('background.last'),
          render: (one) =>
            one.lastAt ? <span title={formatMoment(one.lastAt)}>{formatRelative(one.lastAt)}</span> : '',
        },
        {
          title: t('import.state'),
          render: (one) =>
            one.lastState ? (
              <>
                {t(`background.job.${one.lastState as Job['state']}`)}
                {one.message && <div className="work-reason muted">{one.message}</div>}
              </>
            ) : (
              ''
            ),
        },
      ]}
    />
  );
}
