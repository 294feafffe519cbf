import { Suspense, use } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import { Route, Router, Switch, useLocation } from 'wouter';
import { queryClient } from '../api/queries.js';
import { PageBoundary } from './page-boundary.js';
import { beginLanguage, useLanguage } from './language.js';
import { NoPage } from './no-page.js';
import { ROUTES } from './routes.js';
import { Shell } from './shell.js';
import { Waiting } from '../components/waiting.js';

const language = beginLanguage();

/** Everything a page may rely on: texts, queries, addresses, and the shell around it. */
export function App() {
  return (
    <Suspense>
      <QueryClientProvider client={queryClient}>
        <Router>
          <Pages />
        </Router>
      </QueryClientProvider>
    </Suspense>
  );
}

function Pages() {
  use(language);
  const [path, navigate] = useLocation();
  const locale = useLanguage() === 'en' ? 'en-GB' : 'de-DE';
  return (
    <I18nProvider locale={locale}>
      <RouterProvider navigate={navigate}>
        <PageBoundary>
          <Shell>
            <PageBoundary key={path}>
              <Suspense fallback={<Waiting />}>
                <Switch>
                  {ROUTES.map(({ path: pattern, page }) => (
                    <Route key={pattern} path={pattern} component={page} />
                  ))}
                  <Route component={NoPage} />
                </Switch>
              </Suspense>
            </PageBoundary>
          </Shell>
        </PageBoundary>
      </RouterProvider>
    </I18nProvider>
  );
}
