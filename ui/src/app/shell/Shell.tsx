import { useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { onSignedOut } from '../../api/client';
import { ApiError } from '../../api/problems';
import { useCatalog, useMe } from '../../api/queries';
import { languageWasChosen, setLanguage, useT } from '../../i18n/language';
import { Brand } from '../../kit/Brand';
import { usePhone } from '../../kit/device';
import { setTimeZone } from '../../kit/format';
import { usePreference } from '../../kit/preferences';
import { ErrorState } from '../../kit/states';
import { CreateHost } from '../../record/form/CreateHost';
import { SignInAgain } from '../account/SignInAgain';
import { BottomBar } from './BottomBar';
import { useSuggestions } from './suggestions';
import { SideMenu } from './SideMenu';
import { TopBar } from './TopBar';

/** The frame around every page of a signed-in person. */
export function Shell() {
  const t = useT();
  const phone = usePhone();
  const location = useLocation();
  const client = useQueryClient();
  const me = useMe();
  const catalog = useCatalog();
  const [collapsed, setCollapsed] = usePreference('menu.collapsed', false);
  const [drawer, setDrawer] = useState(false);
  const [expired, setExpired] = useState(false);
  const known = me.data !== undefined;
  const suggestions = useSuggestions();

  // Before anything below is drawn: a moment in the wrong zone would be seen for an instant, and greet wrongly.
  setTimeZone(me.data?.user.timezone);

  useEffect(() => {
    // Whoever was at work keeps the page and what was typed on it, and signs in over it.
    onSignedOut(() => {
      if (known) setExpired(true);
    });
    return () => onSignedOut(() => undefined);
  }, [known]);

  useEffect(() => {
    if (!me.data) return;
    const locale = me.data.user.locale;
    if (!languageWasChosen() && (locale === 'zh-CN' || locale === 'en-US')) setLanguage(locale);
  }, [me.data]);

  useEffect(() => setDrawer(false), [location.pathname, location.search]);

  if (me.isError && !known) {
    if (me.error instanceof ApiError && me.error.isSignedOut) {
      return (
        <Navigate
          to={`/sign-in?${new URLSearchParams({ to: location.pathname + location.search })}`}
          replace
        />
      );
    }
    return <ErrorState error={me.error} onRetry={() => me.refetch()} />;
  }
  if (!known || catalog.isPending) {
    return (
      <div className="splash">
        <Brand size={44} name={false} />
      </div>
    );
  }
  return (
    <div className={phone ? 'shell shell-phone' : 'shell'}>
      {!phone && <SideMenu collapsed={collapsed} />}
      <div className="shell-main">
        <TopBar onMenu={() => (phone ? setDrawer(true) : setCollapsed(!collapsed))} />
        <main className="shell-content">
          {catalog.isError && !catalog.data ? (
            <ErrorState error={catalog.error} onRetry={() => catalog.refetch()} />
          ) : (
            <CreateHost suggestions={suggestions}>
              <Outlet />
            </CreateHost>
          )}
        </main>
        {phone && <BottomBar onMenu={() => setDrawer(true)} />}
      </div>
      {phone && (
        <Drawer
          open={drawer}
          placement="left"
          size={280}
          onClose={() => setDrawer(false)}
          title={<Brand />}
          closable={{ 'aria-label': t('action.close') }}
          className="menu-drawer"
        >
          <SideMenu collapsed={false} bare />
        </Drawer>
      )}
      {expired && (
        <SignInAgain
          onDone={() => {
            setExpired(false);
            void client.invalidateQueries();
          }}
        />
      )}
    </div>
  );
}
