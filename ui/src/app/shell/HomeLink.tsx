import { Button } from 'antd';
import { useT } from '../../i18n/language';

/** A full load: it must lead out of a page that broke. */
export function HomeLink() {
  const t = useT();
  return <Button href="/">{t('error.home')}</Button>;
}
