import fc from 'fast-check';
import { isLive, isWorthNoting, SESSION_LIMITS } from '../../src/access/session-rules.js';
import {
  addressKey,
  failedAgain,
  THROTTLES,
  waitMs,
  type ThrottleKind,
  type Tries,
} from '../../src/access/throttle-rules.js';

const START = Date.parse('2026-03-02T08:00:00.000Z');
const at = (ms: number) => new Date(START + ms);
const iso = (ms: number) => at(ms).toISOString();
const { idleMs, absoluteMs } = SESSION_LIMITS;
const pause = fc.integer({ min: 0, max: absoluteMs });

describe('a session', () => {
  it('lives as long as no pause reaches the idle limit and the day has not passed', () => {
    fc.assert(
      fc.property(fc.array(pause, { minLength: 1, maxLength: 40 }), (pauses) => {
        let now = 0;
        let used = 0;
        let stored = 0;
        for (const ms of pauses) {
          now += ms;
          const times = { createdAt: iso(0), usedAt: iso(stored) };
          const live = isLive(times, at(now), SESSION_LIMITS);
          // what is not written down costs at most a sixtieth of the limit, and never lets it live longer
          if (live) expect(now - used < idleMs && now < absoluteMs).toBe(true);
          else expect(now - used >= idleMs - idleMs / 60 || now >= absoluteMs).toBe(true);
          if (!live) return;
          used = now;
          if (isWorthNoting(times, at(now), SESSION_LIMITS)) stored = now;
        }
      }),
    );
  });

  it('never lives again once it ended, however it goes on', () => {
    fc.assert(
      fc.property(pause, pause, pause, (usedAfter, first, more) => {
        const times = { createdAt: iso(0), usedAt: iso(Math.min(usedAfter, first)) };
        if (isLive(times, at(first), SESSION_LIMITS)) return;
        expect(isLive(times, at(first + more), SESSION_LIMITS)).toBe(false);
      }),
    );
  });

  it('ends when the clock is set back, not when it is corrected by seconds', () => {
    const times = { createdAt: iso(0), usedAt: iso(0) };
    expect(isLive(times, at(-2_000), SESSION_LIMITS)).toBe(true);
    expect(isLive(times, at(-3_600_000), SESSION_LIMITS)).toBe(false);
  });
});

describe.each(Object.keys(THROTTLES) as ThrottleKind[])('failures of one %s', (kind) => {
  const { free, firstMs, mostMs, forgetMs } = THROTTLES[kind];

  it('cost nothing at first, then twice as much each time, never more than the most', () => {
    let tries: Tries | undefined;
    const waits: number[] = [];
    for (let n = 1; n <= free + 14; n++) {
      tries = failedAgain(kind, tries, at(0));
      waits.push(waitMs(tries, at(0)));
    }
    expect(waits.slice(0, free).every((ms) => ms === 0)).toBe(true);
    expect(waits[free]).toBe(firstMs);
    for (const [i, ms] of waits.entries())
      if (i > free) expect(ms).toBe(Math.min(mostMs, (waits[i - 1] ?? 0) * 2));
    expect(waits.at(-1)).toBe(mostMs);
  });

  it('let through few tries a day, however they are timed', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 2 * mostMs }), { maxLength: 400 });
    fc.assert(
      fc.property(pauses, (given) => {
        let tries: Tries | undefined;
        let now = 0;
        let made = 0;
        for (const ms of given) {
          now += ms;
          if (now >= forgetMs) break;
          if (waitMs(tries, at(now)) > 0) continue;
          tries = failedAgain(kind, tries, at(now));
          made++;
        }
        expect(made).toBeLessThanOrEqual(free + 11 + forgetMs / mostMs);
      }),
    );
  });

  it('are forgotten after a day without one', () => {
    let tries: Tries | undefined;
    for (let n = 0; n < free + 5; n++) tries = failedAgain(kind, tries, at(0));
    expect(failedAgain(kind, tries, at(forgetMs - 1)).failures).toBe(free + 6);
    expect(failedAgain(kind, tries, at(forgetMs)).failures).toBe(1);
  });
});

describe('addresses', () => {
  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9'],
    ['2001:DB8:1:2:0:0:0:1', '2001:0db8:0001:0002::1'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['fe80::1%eth0', 'fe80::2'],
    ['::1', '0:0:0:0:0:0:0:1'],
  ])('%s and %s are one place', (a, b) => {
    expect(addressKey(a)).toBe(addressKey(b));
  });

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['192.0.2.7', '192.0.2.8'],
  ])('%s and %s are two', (a, b) => {
    expect(addressKey(a)).not.toBe(addressKey(b));
  });
});
