import { AppstoreOutlined, HomeOutlined } from '@ant-design/icons';
import { NavLink } from 'react-router';
import { useCatalog, useMe } from '../../api/queries';
import { useT } from '../../i18n/language';
import { Icon } from '../../kit/Icon';
import { entriesOf, leavesOf } from './menu';

/** Home and the first entries of the menu within reach of a thumb; the rest is one tap away. */
export function BottomBar({ onMenu }: { onMenu: () => void }) {
  const t = useT();
  const me = useMe().data;
  const catalog = useCatalog().data;
  const first = me && catalog ? leavesOf(entriesOf(me, catalog)).slice(0, 3) : [];
  return (
    <nav className="bottom-bar" aria-label={t('menu.title')}>
      <NavLink to="/" end>
        <HomeOutlined />
        <span>{t('menu.home')}</span>
      </NavLink>
      {first.map((entry) => (
        <NavLink key={entry.key} to={entry.to!}>
          <Icon name={entry.icon} />
          <span>{entry.label}</span>
        </NavLink>
      ))}
      <button type="button" onClick={onMenu}>
        <AppstoreOutlined />
        <span>{t('menu.more')}</span>
      </button>
    </nav>
  );
}
