import { App } from 'antd';
import { useT } from '../../i18n/language';
import { likenessesOf } from './found';
import { LikenessList } from './LikenessList';

/** Shows what a save found that is like the record; resolves whether it is to be saved all the same. */
export function useAskDuplicates(): (error: unknown) => Promise<boolean> {
  const t = useT();
  const { modal } = App.useApp();
  return (error) => {
    const { likenesses, onlyWarned } = likenessesOf(error);
    if (likenesses.length === 0) return Promise.resolve(false);
    return new Promise((resolve) => {
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
}
