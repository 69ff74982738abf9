import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { api, body } from '../../api/client';
import { useT } from '../../i18n/language';
import { formatMoment } from '../../kit/format';
import { subjectOf } from '../audit/AuditLine';

/** When and from where one signed in, and who else tried to in one's name. */
export function SignInLog() {
  const t = useT();
  const log = useInfiniteQuery({
    queryKey: ['sign-ins'],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/auth/sign-ins', { params: { query: { size: 20, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  if (entries.length === 0) return null;
  return (
    <section className="card related" data-test="sign-in-log">
      <header className="related-head">
        <h3>{t('audit.signIns')}</h3>
        <span className="muted">{t('audit.signInsText')}</span>
      </header>
      {entries.map((entry) => (
        <div key={entry.id} className="session">
          <div>
            <div>
              {entry.text}
              {(entry.count ?? 1) > 1 && ` · ${t('audit.count', { count: entry.count! })}`}
            </div>
            <div className="muted digits">
              {[formatMoment(entry.at), entry.address, subjectOf(entry)].filter(Boolean).join(' · ')}
            </div>
          </div>
        </div>
      ))}
      {log.hasNextPage && (
        <footer className="related-foot">
          <Button type="link" loading={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
            {t('audit.more')}
          </Button>
        </footer>
      )}
    </section>
  );
}
