import {
  AppstoreAddOutlined,
  AuditOutlined,
  CodeOutlined,
  HomeOutlined,
  FileSearchOutlined,
  ImportOutlined,
  InboxOutlined,
  TableOutlined,
  TeamOutlined,
  ThunderboltOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import { Menu, type MenuProps } from 'antd';
import { useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useCatalog, useMe } from '../../api/queries';
import { labelOf, useLanguage, useT } from '../../i18n/language';
import { Brand } from '../../kit/Brand';
import { Icon } from '../../kit/Icon';
import { entriesOf, leavesOf, type Entry } from './menu';

type Item = NonNullable<MenuProps['items']>[number];

/** The menu: home, what the packages offer this person, and the setup for those who look after the system. */
export function SideMenu({ collapsed, bare }: { collapsed: boolean; bare?: boolean }) {
  const t = useT();
  const language = useLanguage();
  const navigate = useNavigate();
  const location = useLocation();
  const me = useMe().data;
  const catalog = useCatalog().data;
  const entries = useMemo(() => (me && catalog ? entriesOf(me, catalog) : []), [me, catalog, language]); // eslint-disable-line react-hooks/exhaustive-deps
  const rights = me?.system ?? [];
  const setup: Item[] = [
    rights.includes('importData') && { key: '/imports', icon: <ImportOutlined />, label: t('menu.imports') },
    rights.includes('manageUsers') &&
      catalog?.objects.some((object) => object.name === 'user') &&
      !leavesOf(entries).some((leaf) => leaf.object === 'user') && {
        key: '/o/user',
        icon: <TeamOutlined />,
        label: t('menu.users'),
      },
    rights.includes('manageMetadata') && {
      key: '/setup/objects',
      icon: <AppstoreAddOutlined />,
      label: t('menu.objects'),
    },
    rights.includes('manageMetadata') && {
      key: '/setup/decisions',
      icon: <TableOutlined />,
      label: t('decision.title'),
    },
    rights.includes('manageMetadata') && {
      key: '/setup/assignments',
      icon: <UserSwitchOutlined />,
      label: t('assignment.title'),
    },
    rights.includes('manageMetadata') && {
      key: '/setup/scripts',
      icon: <CodeOutlined />,
      label: t('script.title'),
    },
    rights.includes('manageMetadata') && {
      key: '/setup/background',
      icon: <ThunderboltOutlined />,
      label: t('background.title'),
    },
    rights.includes('managePackages') && {
      key: '/setup/packages',
      icon: <InboxOutlined />,
      label: t('packages.title'),
    },
    rights.includes('manageMetadata') && {
      key: '/setup/search',
      icon: <FileSearchOutlined />,
      label: t('searchIndex.title'),
    },
    rights.includes('viewAudit') && {
      key: '/setup/audit',
      icon: <AuditOutlined />,
      label: t('audit.title'),
    },
  ].filter((item) => item !== false && item !== undefined);
  const items: Item[] = [
    { key: '/', icon: <HomeOutlined />, label: t('menu.home') },
    ...entries.map((entry) => groupOf(entry, collapsed)),
    ...(setup.length
      ? [{ key: 'setup', type: 'group' as const, label: collapsed ? '' : t('menu.setup'), children: setup }]
      : []),
  ];
  const keys = [
    '/',
    '/imports',
    '/setup/objects',
    '/setup/decisions',
    '/setup/assignments',
    '/setup/scripts',
    '/setup/packages',
    '/setup/search',
    '/setup/audit',
    '/setup/background',
    '/o/user',
    ...leavesOf(entries).map((leaf) => leaf.key),
  ];
  return (
    <nav
      className={bare ? 'side side-bare' : collapsed ? 'side side-collapsed' : 'side'}
      aria-label={t('menu.title')}
    >
      {!bare && (
        <div className="side-brand">
          <Brand name={!collapsed} />
        </div>
      )}
      <Menu
        mode="inline"
        inlineCollapsed={collapsed}
        items={items}
        selectedKeys={[selected(location.pathname, location.search, keys)]}
        onClick={({ key }) => navigate(key)}
      />
      {!bare && !collapsed && <div className="side-foot">{me?.tenant ? labelOf(me.tenant) : ''}</div>}
    </nav>
  );
}

function groupOf(entry: Entry, collapsed: boolean): Item {
  return {
    key: entry.key,
    type: 'group',
    label: collapsed ? '' : entry.label,
    children: (entry.children ?? []).map(itemOf),
  };
}

function itemOf(entry: Entry): Item {
  const icon = <Icon name={entry.icon} />;
  return entry.children
    ? { key: entry.key, icon, label: entry.label, children: entry.children.map(itemOf) }
    : { key: entry.key, icon, label: entry.label };
}

/** The longest entry the address begins with; an entry with a view only when it is that view. */
function selected(pathname: string, search: string, keys: string[]): string {
  const view = new URLSearchParams(search).get('view');
  const exact = keys.find((key) => view && key === `${pathname}?view=${view}`);
  if (exact) return exact;
  const path = pathname.startsWith('/o/') ? pathname.split('/').slice(0, 3).join('/') : pathname;
  return (
    keys
      .filter((key) => key !== '/' && (path === key || path.startsWith(`${key}/`)))
      .sort((a, b) => b.length - a.length)[0] ??
    keys.find((key) => key.startsWith(`${path}?`)) ??
    (path === '/' ? '/' : '')
  );
}
