import { Tag } from 'antd';
import type { AuditEntry } from '../../api/model';
import { listOf, t, useT, type MessageKey } from '../../i18n/language';
import { formatMoment } from '../../kit/format';

export const kinds = ['signIn', 'metadata', 'access', 'transfer', 'administration'];

/** What an entry is about, in a few words. */
export function subjectOf(entry: AuditEntry): string {
  const details = entry.details ?? {};
  const text = (key: string) => (typeof details[key] === 'string' ? (details[key] as string) : undefined);
  if (text('reason')) return t(`audit.reason.${text('reason')}` as MessageKey) ?? text('reason')!;
  if (entry.kind === 'access') {
    const fields = Object.entries((details.fields ?? {}) as Record<string, [unknown, unknown]>);
    const changes = fields.map(([name, [from, to]]) => `${name}: ${short(from)} → ${short(to)}`);
    return [text('name'), listOf(changes)].filter(Boolean).join(' · ');
  }
  return [text('name'), text('subject'), entry.object, text('filter'), text('file'), text('format')]
    .filter(Boolean)
    .join(' · ');
}

/** A value in a few words. */
export function short(value: unknown): string {
  if (value === null || value === undefined) return '—';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** An entry on a narrow screen. */
export function AuditLine({ entry, onOpen }: { entry: AuditEntry; onOpen: () => void }) {
  const t = useT();
  return (
    <button type="button" className="audit-line" onClick={onOpen}>
      <span className="audit-line-head">
        <b>{entry.text}</b>
        {(entry.count ?? 1) > 1 && <Tag color="orange">{t('audit.count', { count: entry.count! })}</Tag>}
        <span className="toolbar-gap" />
        <span className="digits muted">{formatMoment(entry.at)}</span>
      </span>
      <span className="muted">{[entry.name, subjectOf(entry)].filter(Boolean).join(' · ')}</span>
    </button>
  );
}
