import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

export interface Looks {
  readonly languages?: readonly ('de' | 'en')[];
  readonly themes?: readonly ('light' | 'dark')[];
  /** In CSS pixels. */
  readonly widths?: readonly number[];
}

/** Rules of the standards, by tag. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SETTLES = { timeout: 2_000 };
/** Rules about colors, by name. */
const COLORS = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds on the page as it stands, in each language, width and theme; also what is wider than the window. A theme
 * changes colors only, so in the second one only what is about colors is looked for.
 * @returns one line a finding: where it was looked at, the rule, the element
 */
export async function findings(page: Page, o: Looks = {}): Promise<string[]> {
  const { languages = ['de', 'en'], themes = ['light', 'dark'], widths = [360, 1366] } = o;
  const found: string[] = [];
  const before = page.viewportSize() ?? { width: 1366, height: 768 };
  for (const language of languages) {
    await speak(page, language);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const where = `${language} ${String(width)}`;
      // scrolled halfway, something always lies half below a bar that stays where it is
      await page.evaluate('scrollTo(0, 0)');
      // an open menu finds its new place a moment after the window changed
      await page.waitForFunction(`${TOO_WIDE}.length === 0`, null, SETTLES).catch(() => undefined);
      found.push(...(await page.evaluate<string[]>(TOO_WIDE)).map((line) => `${where}: ${line}`));
      for (const [at, theme] of themes.entries()) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        const lines = await look(page, at === 0 ? TAGS : COLORS);
        found.push(...lines.map((line) => `${where} ${theme}: ${line}`));
      }
    }
  }
  await page.setViewportSize(before);
  await speak(page, languages[0] ?? 'de');
  return found;
}

/** In a long list the rows are alike: this many are looked at. */
const ROWS = 24;
const REST = ['li', 'tr'].map((row) => [`${row}:nth-of-type(n + ${String(ROWS + 1)})`]);

/** What a frame shows is a page of its own, looked at by its address: a frame in which nothing may run answers nothing. */
const ask = (rules: readonly string[]) =>
  `axe.run({ exclude: ${JSON.stringify(REST)} }, { iframes: false, runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] })`;

/** What sticks out where the page scrolls sideways. */
const TOO_WIDE = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const out = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > clientWidth);
  const names = out.map((e) => [e.localName, ...e.classList].join('.') + ' „' + e.textContent.trim().slice(0, 30) + '“');
  return ['the page scrolls sideways: ' + names.slice(-3).join(', ')];
})()`;

async function look(page: Page, rules: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(ask(rules));
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

/** Changes the language as a person does, in the person menu, without leaving the page. */
export async function speak(page: Page, language: 'de' | 'en'): Promise<void> {
  if ((await page.locator('html').getAttribute('lang')) === language) return;
  await page.getByTestId('person-menu').click();
  await page
    .getByRole('menuitemradio', { name: language === 'de' ? 'Deutsch' : 'English' })
    .click();
  await page.locator(`html[lang=${language}]`).waitFor();
  await page.getByRole('menu').waitFor({ state: 'detached' });
}
