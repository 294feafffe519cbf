import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Here the Chromium that npm brings runs, so it has to. */
export const SHIPPED = process.platform === 'linux' && process.arch === 'x64';

const PROGRAMS = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
  const folder = process.env[name];
  return folder === undefined
    ? []
    : [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')];
});
const PLACES = [
  ...(process.env['CHROME_PATH'] === undefined ? [] : [process.env['CHROME_PATH']]),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ...['/usr/bin/google-chrome', '/usr/bin/chromium', '/usr/bin/chromium-browser'],
  ...PROGRAMS,
];

/** A Chrome that somebody installed; undefined where there is none. @type {string | undefined} */
export const INSTALLED = PLACES.find((place) => existsSync(place));
