import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

export interface Looks {
  readonly languages?: readonly ('de' | 'en')[];
  readonly themes?: readonly ('light' | 'dark')[];
  /** In CSS pixels. */
  readonly widths?: readonly number[];
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds on the page as it stands, in each language, theme and width; also what is wider than the window.
 * @returns one line a finding: where it was looked at, the rule, the element
 */
export async function findings(page: Page, o: Looks = {}): Promise<string[]> {
  const { languages = ['de', 'en'], themes = ['light', 'dark'], widths = [360, 1366] } = o;
  const found: string[] = [];
  const before = page.viewportSize() ?? { width: 1366, height: 768 };
  for (const language of languages) {
    await speak(page, language);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        found.push(...(await look(page)).map((line) => `${language} ${theme} ${width}: ${line}`));
      }
    }
  }
  await page.setViewportSize(before);
  await speak(page, languages[0] ?? 'de');
  return found;
}

/** What a frame shows is a page of its own, looked at by its address: a frame in which nothing may run answers nothing. */
const ASK = `axe.run(document, { iframes: false, runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations'] })`;

async function look(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(ASK);
  const lines = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
  );
  const tooWide = await page.evaluate<boolean>(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
  return tooWide ? [...lines, 'the page scrolls sideways'] : lines;
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
