import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { api, body } from '../../api/client';
import { useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { formatMoment, formatRelative } from '../../kit/format';

/** Where one is signed in, and a way to end what is not wanted any more. */
export function Sessions() {
  const t = useT();
  const feedback = useFeedback();
  const client = useQueryClient();
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await body(api.GET('/api/v1/auth/sessions'))).sessions ?? [],
  });
  const end = useMutation({
    mutationFn: (id: string) => body(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
    onError: feedback.failed,
  });
  if (!sessions.data?.length) return null;
  return (
    <section className="card related">
      <header className="related-head">
        <h3>{t('sessions.title')}</h3>
      </header>
      {sessions.data.slice(0, 20).map((session) => (
        <div key={session.id} className="session">
          <div>
            <div>
              {nameOf(session.agent)} {session.current && <Tag color="green">{t('sessions.current')}</Tag>}
            </div>
            <div className="muted digits" title={session.lastUsedAt && formatMoment(session.lastUsedAt)}>
              {[session.address, session.lastUsedAt && formatRelative(session.lastUsedAt)]
                .filter(Boolean)
                .join(' · ')}
            </div>
          </div>
          {!session.current && (
            <Button size="small" onClick={() => end.mutate(session.id)}>
              {t('sessions.end')}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}

/** `Mozilla/5.0 (X11; Linux) … Chrome/140` → `Chrome · Linux`; other programs by their first word. */
function nameOf(agent: string | null | undefined): string {
  const text = agent ?? '';
  const browser = /(Edg|Firefox|Chrome|Safari)\//
    .exec(text.replace('HeadlessChrome', 'Chrome'))?.[1]
    ?.replace('Edg', 'Edge');
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(text)?.[1];
  return browser ? [browser, system].filter(Boolean).join(' · ') : text.split(/[\s/]/)[0] || '—';
}
