import { hostname, userInfo } from 'node:os';
import type { Who } from './who.js';

export function engineWho(): Who {
  return { name: '', authenticated: true, via: 'engine', ...place() };
}

/** Who sits at this computer, as far as the operating system says. */
export function commandLineWho(name: string): Who {
  return { name, authenticated: false, via: 'cli', ...place() };
}

function place(): { host: string; osUser: string } {
  let osUser = '?';
  try {
    osUser = userInfo().username;
  } catch {
    // no entry for this user id (containers): the place stays unknown
  }
  return { host: hostname(), osUser };
}
