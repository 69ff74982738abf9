import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Drawer, Skeleton } from 'antd';
import type { ObjectDefinition } from '../../api/model';
import { queries } from '../../api/queries';
import { useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { ErrorState, Nothing } from '../../kit/states';
import { OneDecision } from './OneDecision';
import './why.css';

/** What rules and scores decided about a record, the newest first, in sentences. */
export function WhyDrawer({
  object,
  id,
  onClose,
}: {
  object: ObjectDefinition;
  id: string;
  onClose: () => void;
}) {
  const t = useT();
  const phone = usePhone();
  const kept = useInfiniteQuery(queries.decisions(object.name, id));
  const decisions = kept.data?.pages.flatMap((page) => page.decisions) ?? [];
  return (
    <Drawer open onClose={onClose} title={t('why.title')} size={phone ? '100%' : 560}>
      {kept.isPending ? (
        <Skeleton active />
      ) : kept.isError ? (
        <ErrorState error={kept.error} onRetry={() => kept.refetch()} />
      ) : decisions.length === 0 && !kept.hasNextPage ? (
        <Nothing title={t('why.nothing')} text={t('why.nothingText')} />
      ) : (
        <ol className="why-list" data-test="why">
          {decisions.map((decision, index) => (
            <OneDecision key={`${decision.version}-${index}`} object={object} decision={decision} />
          ))}
        </ol>
      )}
      {kept.hasNextPage && (
        <Button block loading={kept.isFetchingNextPage} onClick={() => kept.fetchNextPage()}>
          {t('why.more')}
        </Button>
      )}
    </Drawer>
  );
}
