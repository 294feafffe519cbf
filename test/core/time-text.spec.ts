import { isTimeZone, momentText, timeText } from '../../src/core/time-text.js';

describe('times in a value', () => {
  it.each([
    ['2026-02-28', '28.02.2026', '28 Feb 2026'],
    ['2026-02-28T10:30:00.580Z', '28.02.2026, 10:30', '28 Feb 2026, 10:30'],
    ['2026-02-28T10:30:07Z', '28.02.2026, 10:30:07', '28 Feb 2026, 10:30:07'],
    ['2026-02-28T10:30+02:00', '28.02.2026, 08:30', '28 Feb 2026, 08:30'],
    ['2026-03-01, 2026-03-02', '01.03.2026, 02.03.2026', '1 Mar 2026, 2 Mar 2026'],
    ['2026-02-28T10:30:00-01:30', '28.02.2026, 12:00', '28 Feb 2026, 12:00'],
    ['2026-02-28T10:30:59.999Z', '28.02.2026, 10:30:59', '28 Feb 2026, 10:30:59'],
    ['(2026-03-01); 2026-03-02.', '(01.03.2026); 02.03.2026.', '(1 Mar 2026); 2 Mar 2026.'],
    ['ab 2026-03-01', 'ab 01.03.2026', 'ab 1 Mar 2026'],
  ])('%s is written as people write it', (value, de, en) => {
    expect([timeText(value, 'de', 'UTC'), timeText(value, 'en', 'UTC')]).toEqual([de, en]);
  });

  it.each([
    '2026-02-31',
    'C:\\export-2026-03-01',
    'run/2026-03-01/log',
    '4.5.5',
    '2026-13-01',
    'x2026-03-01',
    '2026-03-01x',
    '2026-03-01T10:30',
    '12026-03-01',
    '2026-02-28T25:00Z',
  ])('%s stays as it is', (value) => expect(timeText(value, 'de')).toBe(value));

  it('stand in the zone of the reader where none is named', () => {
    const offset = new Date('2026-03-02T12:00:00Z').getTimezoneOffset();
    const local = new Date(Date.parse('2026-03-02T12:00:00Z') - offset * 60_000);
    const time = local.toISOString().slice(11, 16);
    expect(timeText('2026-03-02T12:00:00Z', 'de')).toMatch(new RegExp(`2026, ${time}$`));
  });
});

describe('a moment to the minute', () => {
  it('stands in the zone that is asked for, in summer and in winter', () => {
    expect(momentText('2026-03-06T16:00:59Z', 'de', 'Europe/Berlin')).toBe('06.03.2026, 17:00');
    expect(momentText('2026-07-06T22:30:00Z', 'en', 'Europe/Berlin')).toBe('7 Jul 2026, 00:30');
    expect(momentText('someday', 'de', 'Europe/Berlin')).toBe('someday');
  });

  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Berlin', false],
    ['', false],
  ])('a zone of the name "%s" is known: %s', (name, known) => expect(isTimeZone(name)).toBe(known));
});
