import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { INSTALLED, SHIPPED } from './which-browser.mjs';

/** No sandbox: CI runs as root in a container. Everything that would call home is off. */
const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-zygote'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
const LIMIT_MS = 20_000;
const INFLATE_MS = 60_000;

let opened: Promise<Browser> | undefined;
const contexts: BrowserContext[] = [];

/** A person with a browser of their own: no cookie is shared. */
export async function openPage(
  o: { readonly width?: number; readonly height?: number } = {},
): Promise<Page> {
  const browser = await (opened ??= launch());
  const viewport = { width: o.width ?? 1366, height: o.height ?? 768 };
  const context = await browser.newContext({
    viewport,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
  });
  contexts.push(context);
  context.setDefaultTimeout(LIMIT_MS);
  return context.newPage();
}

export async function closeBrowser(): Promise<void> {
  for (const context of contexts.splice(0)) await context.close();
  await (await opened)?.close();
  opened = undefined;
}

/** On Linux x64 the Chromium that comes from npm, or a failure; elsewhere the Chrome that is installed. */
export async function launch(more: readonly string[] = []): Promise<Browser> {
  const args = [...FLAGS, ...more];
  if (!SHIPPED) {
    if (INSTALLED === undefined)
      throw new Error('no Chrome is installed, and none comes with npm here');
    return chromium.launch({ executablePath: INSTALLED, args });
  }
  const folder = inflated();
  const env = { ...process.env, FONTCONFIG_PATH: join(folder, 'fonts') };
  return chromium.launch({ executablePath: join(folder, 'chromium'), args, env });
}

/** The package holds the browser compressed. It is laid out once, whole or not at all: test files run side by side. */
function inflated(): string {
  const cache = join(process.cwd(), 'node_modules', '.cache');
  const folder = join(cache, 'umstieg-chromium-147.0.0');
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const own = mkdtempSync(join(cache, 'inflating-'));
  const script = join(process.cwd(), 'test', 'web', 'inflate-browser.mjs');
  const env = { ...process.env, TMPDIR: own };
  execFileSync(process.execPath, [script], { env, timeout: INFLATE_MS });
  try {
    renameSync(own, folder);
  } catch {
    rmSync(own, { recursive: true, force: true }); // another test file was quicker
  }
  return folder;
}
