import { useQuery } from '@tanstack/react-query';
import { Collapse, Drawer, Skeleton } from 'antd';
import { Link } from 'react-router';
import { api, body } from '../../api/client';
import type { AuditEntry } from '../../api/model';
import { DefinitionDiff } from '../../designer/DefinitionDiff';
import { t, useT, type MessageKey } from '../../i18n/language';
import { formatMoment } from '../../kit/format';
import { ErrorState } from '../../kit/states';
import { short } from './AuditLine';

/** Everything an entry says; of a publish, what it changed in each definition. */
export function AuditDrawer({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const t = useT();
  const details = Object.entries(entry.details ?? {}).filter(([key]) => key !== 'changes');
  const rows: [string, React.ReactNode][] = [
    [t('audit.at'), <span className="digits">{formatMoment(entry.at)}</span>],
    [t('audit.action'), `${t(`audit.kind.${entry.kind}` as MessageKey)} · ${entry.text}`],
    [t('audit.by'), [entry.name, entry.user].filter(Boolean).join(' · ') || '—'],
    [t('audit.address'), entry.address],
    [t('audit.agent'), entry.agent],
    [t('audit.about'), entry.kind === 'metadata' ? undefined : aboutOf(entry)],
    ...details.map(([key, value]): [string, React.ReactNode] => [
      t(`audit.detail.${key}` as MessageKey) ?? key,
      <span className="audit-value">{shown(key, value)}</span>,
    ]),
  ];
  return (
    <Drawer open onClose={onClose} title={entry.text} size={640}>
      <dl className="audit-details">
        {rows
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {entry.kind === 'metadata' && entry.ref && <Published version={Number(entry.ref)} />}
    </Drawer>
  );
}

function shown(key: string, value: unknown): string {
  if (key === 'reason') return t(`audit.reason.${String(value)}` as MessageKey) ?? String(value);
  if (key === 'fields' && typeof value === 'object' && value !== null)
    return Object.entries(value as Record<string, unknown[]>)
      .map(([name, sides]) => `${name}: ${sides.map((side) => short(side)).join(' → ')}`)
      .join('\n');
  return typeof value === 'string' ? value : Array.isArray(value) ? short(value) : JSON.stringify(value);
}

function aboutOf(entry: AuditEntry) {
  if (entry.object && entry.ref?.includes('_') && entry.kind === 'access')
    return <Link to={`/o/${entry.object}/${entry.ref}?tab=history`}>{entry.ref}</Link>;
  if (entry.ref?.startsWith('imp_'))
    return (
      <>
        {entry.object} <Link to={`/imports/${entry.ref}`}>{entry.ref}</Link>
      </>
    );
  return [entry.object, entry.ref].filter(Boolean).join(' · ');
}

function Published({ version }: { version: number }) {
  const publish = useQuery({
    queryKey: ['audit', 'publish', version],
    queryFn: () => body(api.GET('/api/v1/admin/metadata/{version}', { params: { path: { version } } })),
  });
  if (publish.isPending) return <Skeleton active />;
  if (publish.isError) return <ErrorState error={publish.error} onRetry={() => publish.refetch()} />;
  const elements = publish.data.elements;
  return (
    <Collapse
      defaultActiveKey={elements.length === 1 ? [elements[0]!.id] : []}
      items={elements.map((element) => ({
        key: element.id,
        label: <code>{element.version.address}</code>,
        children: <Element version={version} id={element.id} />,
      }))}
    />
  );
}

function Element({ version, id }: { version: number; id: string }) {
  const detail = useQuery({
    queryKey: ['audit', 'publish', version, id],
    queryFn: () =>
      body(
        api.GET('/api/v1/admin/metadata/{version}/element', {
          params: { path: { version }, query: { id } },
        }),
      ),
  });
  if (detail.isPending) return <Skeleton active />;
  if (detail.isError) return <ErrorState error={detail.error} onRetry={() => detail.refetch()} />;
  return <DefinitionDiff from={detail.data.former} to={detail.data.document} />;
}
