import { Button } from 'antd';
import { useT } from '../../i18n/language';

/** Onward through a list that is known by cursors only, and back to its begin. */
export function Pages({
  after,
  next,
  onPage,
}: {
  after?: string;
  next?: string | null;
  onPage: (after: string | undefined) => void;
}) {
  const t = useT();
  if (!after && !next) return null;
  return (
    <div className="work-pages">
      <Button size="small" disabled={!after} onClick={() => onPage(undefined)}>
        {t('background.firstPage')}
      </Button>
      <Button size="small" disabled={!next} onClick={() => onPage(next ?? undefined)}>
        {t('background.nextPage')}
      </Button>
    </div>
  );
}
