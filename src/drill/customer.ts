import { COMPANIES, FAMILY, GIVEN, PARTNER, plainName } from './names.js';
import { SeededRandom } from './seeded-random.js';

/** One user of the practice customer, the same in V4, in Active Directory and in Connect. */
export interface Person {
  readonly given: string;
  readonly family: string;
  readonly account: string;
  readonly email: string;
  readonly sid: string;
  readonly phone: string;
  /** Main line; a second one stands in `UserLines.csv` only. */
  readonly line: string;
  readonly secondLine?: string;
  readonly dynamic: boolean;
  /** File names of personal greetings; with no greeting and no name nothing is exported for the user. */
  readonly greetings: readonly string[];
  readonly recordedName: boolean;
  /** Recorded a greeting in Connect already: shown yellow in the overview. */
  readonly recordedInConnect: boolean;
}

/** Everything there is to know of a practice customer; a function of seed and number of users alone. */
export interface Customer {
  readonly seed: number;
  readonly name: string;
  readonly domain: string;
  readonly address: string;
  readonly partner: { readonly name: string; readonly domain: string };
  readonly sourceHost: string;
  readonly targetHost: string;
  readonly oldMac: string;
  readonly newMac: string;
  readonly hardwareId: string;
  readonly requestCode: string;
  readonly securityCode: string;
  readonly orderNumber: string;
  /** Users of V4, in file order. */
  readonly people: readonly Person[];
  /** Joined after V4 was frozen: known to Active Directory and Connect only. */
  readonly newcomer: Person;
  /** Lines with the attribute `ConsoleIdentification`: those of dynamic users and a few free desks. */
  readonly dynamicLines: readonly { readonly line: string; readonly desk: string }[];
}

/** With fewer users not every kind of user would occur. */
export const FEWEST_USERS = 6;
export const MOST_USERS = 50_000;

const GREETINGS = ['abwesend.wav', 'Begrüßung.wav', 'mobil.wav'] as const;
const FREE_DESKS = 2;
const YELLOW = 2;
/** Extensions, not full numbers; the trunk number belongs to the block kept for films and books. */
const FIRST_LINE = 200;
const TRUNK = '+49 89 99998';

/** @param users number of V4 users, from {@link FEWEST_USERS} on */
export function inventCustomer(users: number, seed: number): Customer {
  const random = new SeededRandom(seed);
  const company = random.pick(COMPANIES);
  const domainSid = `S-1-5-21-${[1, 2, 3].map(() => random.int(1_000_000_000, 4_000_000_000)).join('-')}`;
  const serial = random.text(2, '0123456789ABCDEF');
  const invent = new PersonMaker(random, company.domain, domainSid);
  const people = Array.from({ length: users }, (_, i) => invent.person(i, kindOf(i, users)));
  const newcomer = invent.person(users, { dynamic: false, data: false, yellow: false });
  const seats = people.filter((p) => p.dynamic).map((p) => p.line);
  const free = Array.from({ length: FREE_DESKS }, (_, i) => lineAt(users + 1 + i));
  return {
    seed,
    name: company.name,
    domain: company.domain,
    address: `Hauptstraße ${random.int(1, 99)}, ${company.town}`,
    partner: PARTNER,
    sourceHost: 'UC01',
    targetHost: 'CONNECT01',
    oldMac: `00-00-5E-00-53-${serial}`, // block for documentation, RFC 7042
    newMac: `00-15-5D-${[1, 2, 3].map(() => random.text(2, '0123456789ABCDEF')).join('-')}`,
    hardwareId: `HW-${[1, 2, 3, 4].map(() => random.text(4, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789')).join('-')}`,
    requestCode: `LAC-${random.text(12, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789')}`,
    securityCode: `SC-${random.text(6, '0123456789')}`,
    orderNumber: `A-2026-${random.int(10_000, 99_999)}`,
    people,
    newcomer,
    dynamicLines: [...seats, ...free].map((line, i) => ({ line, desk: `Platz-${i + 1}` })),
  };
}

interface Kind {
  readonly dynamic: boolean;
  readonly data: boolean;
  readonly yellow: boolean;
}

/** Every third user has a dynamic line, every sixth nothing to import; the first ones with data are yellow. */
function kindOf(index: number, users: number): Kind {
  const data = index % 6 !== 5;
  return { dynamic: index % 3 === 1, data, yellow: data && index < Math.min(users, YELLOW) };
}

function lineAt(index: number): string {
  return String(FIRST_LINE + index);
}

class PersonMaker {
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly random: SeededRandom,
    private readonly domain: string,
    private readonly domainSid: string,
  ) {}

  person(index: number, { dynamic, data, yellow }: Kind): Person {
    const given = this.random.pick(GIVEN);
    const family = this.random.pick(FAMILY);
    const local = this.unused(`${plainName(given)}.${plainName(family)}`);
    const line = lineAt(index);
    const two = !dynamic && index % 4 === 0;
    const greetings = data ? this.random.int(0, GREETINGS.length) : 0;
    return {
      given,
      family,
      account: local,
      email: `${local}@${this.domain}`,
      sid: `${this.domainSid}-${1_101 + index}`,
      phone: `${TRUNK}-${line}`,
      line,
      ...(two ? { secondLine: `${line}-2` } : {}),
      dynamic,
      greetings: GREETINGS.slice(0, greetings),
      recordedName: data && (greetings === 0 || this.random.int(0, 3) > 0),
      recordedInConnect: yellow,
    };
  }

  /** The second of a name gets a number. */
  private unused(local: string): string {
    const before = this.taken.get(local) ?? 0;
    this.taken.set(local, before + 1);
    return before === 0 ? local : `${local}${before + 1}`;
  }
}
