import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useMemo } from 'react';
import { RouterProvider } from 'react-router';
import { ApiError } from '../api/problems';
import { useLanguage } from '../i18n/language';
import { theme } from '../kit/theme';
import { router } from './routes';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays one; only a lost connection or a broken server is worth a second try.
      retry: (count, error) =>
        count < 2 && (!(error instanceof ApiError) || error.isNetwork || error.status >= 502),
    },
  },
});

export function Root() {
  const language = useLanguage();
  const locale = useMemo(() => {
    dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en');
    return language === 'zh-CN' ? zhCN : enUS;
  }, [language]);
  return (
    <QueryClientProvider client={client}>
      {/* What a dialog shows may ask the server too. */}
      <ConfigProvider locale={locale} theme={theme} button={{ autoInsertSpace: false }}>
        <App message={{ maxCount: 2 }}>
          <RouterProvider router={router} />
        </App>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
