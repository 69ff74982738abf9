import { App } from 'antd';
import { useT } from '../../i18n/language';
import { likenessesOf } from './found';
import { LikenessList } from './LikenessList';

/** What a call takes that is to write although there are records like it. */
interface Query {
  allowDuplicates?: boolean;
}

/**
 * Runs a call that writes; where duplicate rules stand in its way, shows what they found. After a mere warning the call is run once
 * more if that is wanted. Fails as the call did otherwise.
 */
export function useDespiteDuplicates(): <T>(call: (query: Query) => Promise<T>) => Promise<T> {
  const t = useT();
  const { modal } = App.useApp();
  const ask = (error: unknown) => {
    const { likenesses, onlyWarned } = likenessesOf(error);
    if (likenesses.length === 0) return Promise.resolve(false);
    return new Promise<boolean>((resolve) => {
      const content = <LikenessList likenesses={likenesses} />;
      if (onlyWarned)
        modal.confirm({
          title: t('duplicates.warned'),
          content,
          okText: t('duplicates.saveAnyway'),
          cancelText: t('duplicates.back'),
          onOk: () => resolve(true),
          onCancel: () => resolve(false),
        });
      else
        modal.warning({
          title: t('duplicates.blocked'),
          content,
          okText: t('duplicates.back'),
          onOk: () => resolve(false),
          onCancel: () => resolve(false),
        });
    });
  };
  return async (call) => {
    try {
      return await call({});
    } catch (error) {
      if (await ask(error)) return call({ allowDuplicates: true });
      throw error;
    }
  };
}
