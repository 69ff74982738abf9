import { Tag } from 'antd';
import { useT } from '../i18n/language';
import { differences } from './differences';

/** What is different between two versions of a definition, place by place. */
export function DefinitionDiff({ from, to }: { from: unknown; to: unknown }) {
  const t = useT();
  const found = differences(from ?? {}, to ?? {});
  if (found.length === 0) return <p className="muted">{t('diff.none')}</p>;
  return (
    <ul className="diff">
      {found.map((one) => (
        <li key={one.path}>
          <div className="diff-path">
            <code>{one.path}</code>
            {one.from === undefined && <Tag color="green">{t('diff.added')}</Tag>}
            {one.to === undefined && <Tag color="red">{t('diff.removed')}</Tag>}
          </div>
          {one.from !== undefined && <pre className="diff-from">{shown(one.from)}</pre>}
          {one.to !== undefined && <pre className="diff-to">{shown(one.to)}</pre>}
        </li>
      ))}
    </ul>
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
