import { KeyOutlined, LogoutOutlined, MenuOutlined, SearchOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '../../api/client';
import { useMe } from '../../api/queries';
import { Person } from '../../fields/Person';
import { labelOf, setLanguage, useLanguage, useT } from '../../i18n/language';
import { Brand } from '../../kit/Brand';
import { usePhone } from '../../kit/device';
import { useFeedback } from '../../kit/feedback';
import { GlobalSearch } from './GlobalSearch';

export function TopBar({ onMenu }: { onMenu: () => void }) {
  const t = useT();
  const phone = usePhone();
  const navigate = useNavigate();
  const feedback = useFeedback();
  const me = useMe().data;
  const signOut = async () => {
    try {
      await api.POST('/api/v1/auth/logout');
    } catch (error) {
      return feedback.failed(error);
    }
    // A full load: nothing of this person stays in memory.
    window.location.assign('/sign-in');
  };
  return (
    <header className="top">
      <Button type="text" icon={<MenuOutlined />} onClick={onMenu} aria-label={t('menu.title')} />
      {phone ? <Brand size={24} /> : <GlobalSearch />}
      <span className="toolbar-gap" />
      {phone && (
        <Button
          type="text"
          icon={<SearchOutlined />}
          onClick={() => navigate('/search')}
          aria-label={t('search.title')}
        />
      )}
      <LanguageSwitch save />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'who',
              label: (
                <div className="who">
                  {me?.user.name}
                  <span>{me?.roles.map((role) => labelOf(role)).join(' · ')}</span>
                </div>
              ),
              disabled: true,
            },
            { type: 'divider' },
            {
              key: 'profile',
              icon: <UserOutlined />,
              label: t('profile.title'),
              onClick: () => navigate('/profile'),
            },
            {
              key: 'password',
              icon: <KeyOutlined />,
              label: t('password.title'),
              onClick: () => navigate('/profile#password'),
            },
            { key: 'out', icon: <LogoutOutlined />, label: t('signOut'), onClick: signOut },
          ],
        }}
      >
        <button type="button" className="top-user" data-test="user-menu" aria-label={me?.user.name}>
          <Person name={me?.user.name ?? ''} size={26} />
        </button>
      </Dropdown>
    </header>
  );
}

/** The other language at one click; for a signed-in person it is also kept in the profile. */
export function LanguageSwitch({ save }: { save?: boolean }) {
  const language = useLanguage();
  const other = language === 'zh-CN' ? 'en-US' : 'zh-CN';
  return (
    <Button
      type="text"
      data-test="language"
      onClick={() => {
        setLanguage(other);
        // The screen has changed already; should keeping it fail, the next sign-in simply asks the profile again.
        if (save) void api.PATCH('/api/v1/me', { body: { locale: other } }).catch(() => undefined);
      }}
    >
      {nameOf[other]}
    </Button>
  );
}

/** Each language in its own words, whatever the present one is. */
const nameOf = { 'zh-CN': '\u4e2d\u6587', 'en-US': 'English' } as const;
