import { Button, Result, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ApiError } from '../api/problems';
import { useT, type MessageKey } from '../i18n/language';

/** What a page shows instead of its content when a call failed: what happened, what to do, the id to quote. */
export function ErrorState({
  error,
  onRetry,
  home,
}: {
  error: unknown;
  onRetry?: () => void;
  home?: ReactNode;
}) {
  const t = useT();
  const kind = kindOf(error);
  const detail = error instanceof ApiError && error.message !== error.code ? error.message : undefined;
  return (
    <Result
      status={kind.status}
      title={t(`error.${kind.name}.title` as MessageKey)}
      subTitle={
        <>
          {detail && !/^\d+$/.test(detail) ? detail : t(`error.${kind.name}.text` as MessageKey)}
          {error instanceof ApiError &&
            error.problems.map((problem, index) => <div key={index}>{problem.message ?? problem.code}</div>)}
          {error instanceof ApiError && error.errorId && (
            <div className="error-id">{t('error.id', { id: error.errorId })}</div>
          )}
        </>
      }
      extra={
        <>
          {onRetry && (
            <Button type="primary" onClick={onRetry}>
              {t('action.retry')}
            </Button>
          )}
          {home}
        </>
      }
    />
  );
}

function kindOf(error: unknown): { name: string; status: 'warning' | '403' | '404' | '500' } {
  if (!(error instanceof ApiError)) return { name: 'unexpected', status: '500' };
  if (error.isNetwork) return { name: 'network', status: 'warning' };
  if (error.status === 403) return { name: 'forbidden', status: '403' };
  if (error.status === 404) return { name: 'notFound', status: '404' };
  if (error.status < 500) return { name: 'rejected', status: 'warning' };
  return { name: 'unexpected', status: '500' };
}

export function PageSkeleton() {
  return (
    <div className="page-body card" aria-busy>
      <Skeleton active title={{ width: '30%' }} paragraph={{ rows: 8 }} />
    </div>
  );
}

export function Nothing({ title, text, action }: { title: ReactNode; text?: ReactNode; action?: ReactNode }) {
  return (
    <div className="nothing">
      <svg width="72" height="56" viewBox="0 0 72 56" fill="none" aria-hidden>
        <rect x="8" y="10" width="56" height="40" rx="6" fill="#f1f5f4" stroke="#cbd8d5" />
        <path d="M16 22h18M16 30h40M16 38h28" stroke="#cbd8d5" strokeWidth="3" strokeLinecap="round" />
        <circle cx="56" cy="14" r="9" fill="#d9f0ea" />
        <path d="M56 10v8M52 14h8" stroke="#0f766e" strokeWidth="2" strokeLinecap="round" />
      </svg>
      <div className="nothing-title">{title}</div>
      {text && <div className="nothing-text">{text}</div>}
      {action}
    </div>
  );
}
