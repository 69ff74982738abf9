import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { useT } from '../../i18n/language';
import { PageHead } from '../../kit/PageHead';
import './background.css';
import { JobList } from './JobList';
import { LetterList } from './LetterList';
import { ListenerList } from './ListenerList';
import { ScheduleList } from './ScheduleList';

/** What the system does behind people's backs, and how it gets on. Which part is looked at is in the address. */
export function BackgroundPage() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') ?? 'listeners';
  const show = (next: Record<string, string>) => setSearch(next);
  return (
    <div className="page">
      <PageHead title={t('background.title')} />
      <div className="card list-card work">
        <Tabs
          activeKey={tab}
          onChange={(key) => show({ tab: key })}
          destroyOnHidden
          items={[
            {
              key: 'listeners',
              label: t('background.listeners'),
              children: (
                <ListenerList onLetters={(listener, state) => show({ tab: 'letters', listener, state })} />
              ),
            },
            {
              key: 'letters',
              label: t('background.letters'),
              children: (
                <LetterList
                  listener={search.get('listener') ?? undefined}
                  state={search.get('state') ?? 'dead'}
                  onChange={(listener, state) =>
                    show({ tab: 'letters', ...(listener ? { listener } : {}), state })
                  }
                />
              ),
            },
            { key: 'jobs', label: t('background.jobs'), children: <JobList /> },
            { key: 'schedules', label: t('background.schedules'), children: <ScheduleList /> },
          ]}
        />
      </div>
    </div>
  );
}
