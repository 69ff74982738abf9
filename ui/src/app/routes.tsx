import { createBrowserRouter, Navigate, Outlet, useRouteError, type RouteObject } from 'react-router';
import { ErrorState, PageSkeleton } from '../kit/states';
import { ApiError } from '../api/problems';
import { HomeLink } from './shell/HomeLink';

function NotFound() {
  return <ErrorState error={new ApiError(404, {})} home={<HomeLink />} />;
}

function Broken() {
  return <ErrorState error={useRouteError()} onRetry={() => window.location.reload()} home={<HomeLink />} />;
}

/** Each page is fetched when it is first opened. */
const pages: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('./home/HomePage')).HomePage }) },
  {
    path: 'o/:object',
    lazy: async () => ({ Component: (await import('../record/list/ListPage')).ListPage }),
  },
  {
    path: 'o/:object/new',
    lazy: async () => ({ Component: (await import('../record/form/CreatePage')).CreatePage }),
  },
  {
    path: 'o/:object/bin',
    lazy: async () => ({ Component: (await import('../record/list/BinPage')).BinPage }),
  },
  { path: 'o/:object/:id', lazy: async () => ({ Component: (await import('./RecordRoute')).RecordRoute }) },
  { path: 'imports', lazy: async () => ({ Component: (await import('./imports/ImportList')).ImportList }) },
  {
    path: 'imports/new',
    lazy: async () => ({ Component: (await import('./imports/ImportStart')).ImportStart }),
  },
  {
    path: 'imports/:id',
    lazy: async () => ({ Component: (await import('./imports/ImportPage')).ImportPage }),
  },
  { path: 'search', lazy: async () => ({ Component: (await import('./SearchPage')).SearchPage }) },
  { path: 'profile', lazy: async () => ({ Component: (await import('./account/ProfilePage')).ProfilePage }) },
  { path: 'setup', element: <Navigate to="/setup/objects" replace /> },
  {
    path: 'setup/objects',
    lazy: async () => ({ Component: (await import('../designer/ObjectsPage')).ObjectsPage }),
  },
  {
    path: 'setup/objects/:object',
    lazy: async () => ({ Component: (await import('../designer/ObjectPage')).ObjectPage }),
  },
  {
    path: 'setup/decisions',
    lazy: async () => ({
      Component: (await import('../designer/decisions/DecisionsPage')).DecisionsPage,
    }),
  },
  ...['setup/decisions/:name', 'setup/new-decision'].map((path) => ({
    path,
    lazy: async () => ({
      Component: (await import('../designer/decisions/DecisionPage')).DecisionPage,
    }),
  })),
  ...['setup/scores/:name', 'setup/new-score'].map((path) => ({
    path,
    lazy: async () => ({ Component: (await import('../designer/decisions/ScorePage')).ScorePage }),
  })),
  {
    path: 'setup/assignments',
    lazy: async () => ({
      Component: (await import('../designer/assignments/AssignmentsPage')).AssignmentsPage,
    }),
  },
  ...['setup/assignments/:object/:name', 'setup/new-assignment'].map((path) => ({
    path,
    lazy: async () => ({
      Component: (await import('../designer/assignments/AssignmentPage')).AssignmentPage,
    }),
  })),
  {
    path: 'setup/scripts',
    lazy: async () => ({ Component: (await import('../designer/scripts/ScriptsPage')).ScriptsPage }),
  },
  ...['setup/scripts/:name', 'setup/new-script'].map((path) => ({
    path,
    lazy: async () => ({ Component: (await import('../designer/scripts/ScriptPage')).ScriptPage }),
  })),
  {
    path: 'setup/packages',
    lazy: async () => ({ Component: (await import('../designer/PackagesPage')).PackagesPage }),
  },
  {
    path: 'setup/search',
    lazy: async () => ({ Component: (await import('../designer/SearchIndexPage')).SearchIndexPage }),
  },
  {
    path: 'setup/audit',
    lazy: async () => ({ Component: (await import('./audit/AuditPage')).AuditPage }),
  },
  {
    path: 'setup/background',
    lazy: async () => ({ Component: (await import('./background/BackgroundPage')).BackgroundPage }),
  },
  { path: '*', element: <NotFound /> },
];

export const router = createBrowserRouter([
  {
    element: <Outlet />,
    errorElement: <Broken />,
    hydrateFallbackElement: <PageSkeleton />,
    children: [
      {
        path: '/sign-in',
        lazy: async () => ({ Component: (await import('./account/SignInPage')).SignInPage }),
      },
      {
        path: '/',
        lazy: async () => ({ Component: (await import('./shell/Shell')).Shell }),
        children: [{ errorElement: <Broken />, children: pages }],
      },
    ],
  },
]);
