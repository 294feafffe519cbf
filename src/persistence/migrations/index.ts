import { Initial1763900000000 } from './1763900000000-initial.js';

/** In order; a database that lists another one is newer than this program. */
export const MIGRATIONS = [Initial1763900000000];
