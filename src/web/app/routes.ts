import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

export interface PageRoute {
  /** As wouter reads it; `:run` and `:step` are given to the page as its parameters. */
  readonly path: string;
  readonly page: LazyExoticComponent<ComponentType>;
}

/** A page is the default export of `pages/NAME/NAME-page.tsx` and reads its parameters with `useParams`. */
export const ROUTES: readonly PageRoute[] = [
  { path: '/', page: lazy(() => import('../pages/projects/projects-page.js')) },
  { path: '/start', page: lazy(() => import('../pages/start/start-page.js')) },
  { path: '/sign-in', page: lazy(() => import('../pages/sign-in/sign-in-page.js')) },
  {
    path: '/sign-in/return',
    page: lazy(() => import('../pages/sign-in-return/sign-in-return-page.js')),
  },
  { path: '/invitation', page: lazy(() => import('../pages/invitation/invitation-page.js')) },
  { path: '/runs/:run', page: lazy(() => import('../pages/checklist/checklist-page.js')) },
  { path: '/runs/:run/steps/:step', page: lazy(() => import('../pages/step/step-page.js')) },
  { path: '/runs/:run/matching', page: lazy(() => import('../pages/matching/matching-page.js')) },
  { path: '/runs/:run/map', page: lazy(() => import('../pages/map/map-page.js')) },
  { path: '/runs/:run/plan', page: lazy(() => import('../pages/plan/plan-page.js')) },
  { path: '/runs/:run/audit', page: lazy(() => import('../pages/audit/audit-page.js')) },
  { path: '/runs/:run/report', page: lazy(() => import('../pages/report/report-page.js')) },
  { path: '/definitions', page: lazy(() => import('../pages/definition/definition-page.js')) },
  { path: '/settings', page: lazy(() => import('../pages/settings/settings-page.js')) },
];
