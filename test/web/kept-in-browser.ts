import type { Page } from 'playwright-core';

const LIMIT_MS = 20_000;
const PAUSE_MS = 50;

/** Waits until a browser keeps neither a draft nor anything that is still to be sent; answers what is left in the end. */
export async function keptInBrowser(page: Page): Promise<string[]> {
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const names = await page.evaluate<string[]>('Object.keys(localStorage)');
    const kept = names.filter((name) => /outbox|draft/.test(name));
    if (kept.length === 0 || Date.now() > until) return kept;
    await page.waitForTimeout(PAUSE_MS);
  }
}
