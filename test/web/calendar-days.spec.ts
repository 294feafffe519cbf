import { calendarDays } from '../../src/web/app/calendar-days.js';

const ZONE = process.env['TZ'];
afterAll(() => {
  if (ZONE === undefined) delete process.env['TZ'];
  else process.env['TZ'] = ZONE;
});

/** Local times of the zone. */
const between = (at: string, now: string) => calendarDays(new Date(at), new Date(now));

describe.each(['Europe/Berlin', 'America/New_York', 'Pacific/Auckland'])('a day in %s', (zone) => {
  beforeAll(() => {
    process.env['TZ'] = zone;
  });

  it('ends at midnight: what was 40 hours ago in the morning was yesterday', () => {
    expect(between('2026-11-26T06:00', '2026-11-27T22:00')).toBe(-1);
    expect(between('2026-11-25T23:00', '2026-11-27T01:00')).toBe(-2);
    expect(between('2026-11-29T00:01', '2026-11-27T22:00')).toBe(2);
  });

  it('counts once where clocks change', () => {
    expect(between('2026-03-28T12:00', '2026-03-30T12:00')).toBe(-2);
    expect(between('2026-10-24T12:00', '2026-10-26T12:00')).toBe(-2);
    expect(between('2026-10-25T00:10', '2026-10-25T23:50')).toBe(0);
  });
});
