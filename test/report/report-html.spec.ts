import { reportHtml } from '../../src/report/report-html.js';
import { reportJson } from '../../src/report/report-json.js';
import { PLAIN } from '../../src/report/summary-pieces.js';
import { model, namesOf, step, ZONE } from './model.js';

/** What a reader sees: tags gone, entities back, blanks joined. */
function read(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, '?')
    .replace(/\s+/g, ' ');
}
const german = (...args: Parameters<typeof model>) => reportHtml(model(...args), 'de', ZONE);

describe('the report', () => {
  it('says on its first page what moved, what did not and why, who signed, and the last hash', () => {
    const [first = ''] = german().split('<section class="details">');
    const text = read(first);
    expect(text).toContain('Muster GmbH');
    expect(text).toMatch(/umgezogen 8 .*nicht umgezogen *2 ohne Zuordnung in Connect *4/);
    expect(text).toContain('12 von 12');
    expect(text).toContain('Neu aufnehmen (1): max@muster.example');
    expect(text).toContain('Abgenommen am 14.03.2026');
    expect(text).toMatch(/Paul Kunde \(Kunde\), Lena Voss \(Partner\)/);
    expect(text).toContain('a'.repeat(64));
    expect(text).toContain('b'.repeat(64));
  });

  it('speaks English when asked to, with vendor labels letter for letter', () => {
    const html = reportHtml(model(), 'en', ZONE);
    expect(html).toContain('<html lang="en">');
    expect(read(html)).toContain('Signed off on 14 Mar 2026');
    expect(html).toContain('Dialing parameters (<kbd>Wahlparameter</kbd>)');
  });

  it('needs nothing from anywhere else and runs nothing', () => {
    const html = german();
    expect(html).toContain('default-src &#39;none&#39;');
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:|\son[a-z]+=/i);
  });

  it('shows what people typed as text, never as markup', () => {
    const evil = `<img src=x onerror=alert(1)>"'&\u202e\u0007`;
    const html = german({
      run: { ...model().run, customer: evil },
      steps: [
        step({
          doneBy: evil,
          reason: evil,
          verdict: 'contradicts',
          reasons: [{ code: 'x', text: { de: evil, en: evil }, claimed: evil, known: evil }],
          turns: [{ by: evil, at: '2026-03-02T08:00:00.000Z', what: 'redo', reason: evil }],
          approvals: [
            { by: evil, at: '2026-03-02T08:00:00.000Z', what: 'act', deputy: false, reason: evil },
          ],
        }),
      ],
      people: [
        {
          name: evil,
          did: 1,
          approved: 0,
          rejected: 0,
          first: evil,
          last: evil,
          roles: [{ de: evil, en: evil }],
        },
      ],
      summary: {
        done: { heading: { de: evil, en: evil }, pieces: [namesOf(evil)] },
        left: { heading: { de: evil, en: evil }, pieces: [] },
        further: [],
        signOff: { customer: evil, partner: evil, on: evil, step: 'R-101', reservations: evil },
      },
    });
    expect(html).not.toContain('<img');
    expect(html.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  });
});

describe('steps in the report', () => {
  it('names skipped steps with their reason and who approved', () => {
    const waived = step({
      ...{ id: 'R-603', status: 'waived', reason: 'Ziel ist leer' },
      approvals: [
        {
          by: 'Karl Ott',
          at: '2026-03-09T08:00:00.000Z',
          what: 'waive',
          deputy: false,
          reason: null,
        },
      ],
    });
    expect(read(german({ steps: [waived] }))).toContain(
      'Übersprungene Schritte R-603 Produkt feststellen: Ziel ist leer (freigegeben von Karl Ott, 09.03.2026, 09:00)',
    );
  });

  it('lists points of no return with time and people, and each warning once with its steps', () => {
    const warnings = [{ code: 'W-06', text: { de: 'Kein Zurück.', en: 'No way back.' } }];
    const steps = [
      step({ id: 'R-308', warnings }),
      step({ id: 'R-309', warnings, pointOfNoReturn: true, overwrites: true }),
      step({ id: 'R-606', status: 'ready', overwrites: true, warnings }),
    ];
    const [, details = ''] = german({ steps }).split('<section class="details">');
    const text = read(details);
    const sheet = text.slice(0, text.indexOf('Alle Schritte'));
    expect(sheet).toMatch(/R-309 Produkt feststellen kein Zurück 02\.03\.2026, 09:00, Anna Berg/);
    expect(sheet).not.toContain('R-606');
    expect(sheet.match(/W-06/g)).toHaveLength(1);
    expect(sheet).toMatch(/R-308, R-309: Anna Berg, 02\.03\.2026/);
  });

  it.each([
    ['all', 'Alle waren angemeldet'],
    ['some', 'Ein Teil der Handlungen geschah angemeldet'],
    ['none', 'Die Namen wurden an der Kommandozeile angegeben'],
  ] as const)('says how the names came in when %s had signed in', (signedIn, words) => {
    expect(read(german({ signedIn }))).toContain(words);
  });

  it('says status by word and shape, and that a claim was only attested', () => {
    const text = read(german({ steps: [step({ attested: true, verdict: 'cannot-read' })] }));
    expect(text).toContain('✓ erledigt (bestätigt) · nicht geprüft');
  });

  it('says once, not at each step, that some were only attested', () => {
    const why = { de: 'Umstieg hat hierzu keine Daten.', en: 'No data.' };
    const attested = { attested: true, verdict: 'cannot-read' } as const;
    const reasons = [{ code: 'claim.attested', text: why }];
    const text = read(german({ steps: [step({ ...attested, reasons })] }));
    expect(text).toContain('„bestätigt“: Dazu gab es nichts zu vergleichen');
    expect(text).not.toContain(why.de);
  });
});

describe('the report of a run without words of its own', () => {
  it('is whole for a sequence that says nothing of its own', () => {
    const text = read(german({ summary: PLAIN, people: [] }));
    expect(text).toContain('Was getan ist Abgeschlossene Teile: Vorbereitung');
    expect(text).toContain('Was nicht getan ist Nichts.');
    expect(text).not.toMatch(/undefined|null|NaN|abgenommen/);
  });

  it('says of a part that was left how many of its steps are settled, when some are not', () => {
    const [part] = model().parts;
    if (!part) throw new Error('the model has no part');
    const text = read(german({ summary: PLAIN, parts: [{ ...part, done: 10, total: 11 }] }));
    expect(text).toContain('Abgeschlossene Teile: Vorbereitung (10 von 11 Schritten)');
  });

  it('says the same to programs as JSON', () => {
    expect(JSON.parse(reportJson(model()))).toEqual(model());
  });
});

describe('what was turned down or done again', () => {
  it('stands in the report with who, when and why', () => {
    const at = '2026-03-02T08:00:00.000Z';
    const turns = [
      { what: 'act', by: 'Karl Ott', at, reason: 'nicht am Freitag' },
      { what: 'redo', by: 'Anna Berg', at, reason: 'Wortlaut berichtigen' },
    ];
    const text = read(german({ steps: [step({ id: 'R-606', turns })] }));
    expect(text).toContain(
      'Abgelehnt (Freigabe der Handlung): Karl Ott, 02.03.2026, 09:00: nicht am Freitag',
    );
    expect(text).toContain(
      'Wiederholung verlangt: Anna Berg, 02.03.2026, 09:00: Wortlaut berichtigen',
    );
  });
});

describe('the times of the report', () => {
  it('are in the zone of the reader, which is named', () => {
    const text = read(german());
    expect(text).toContain('Zeitzone: Europe/Berlin');
    expect(text).toContain('Anna Berg 02.03.2026, 09:00');
    expect(text).not.toContain('UTC');
    expect(read(reportHtml(model(), 'en', 'America/New_York'))).toContain(
      'Anna Berg 2 Mar 2026, 03:00',
    );
  });

  it('are local in the sentences of the sequence and in compared values, too', () => {
    const at = '2026-03-06T16:00:00.000Z';
    const reasons = [{ code: 'x', text: { de: 'Danach.', en: 'Later.' }, known: at }];
    const text = { de: `Der Export begann: ${at}`, en: `The export began: ${at}` };
    const said = read(
      german({
        steps: [step({ reasons })],
        summary: { ...PLAIN, further: [{ heading: text, pieces: [{ kind: 'text', text }] }] },
      }),
    );
    expect(said).toContain('Der Export begann: 06.03.2026, 17:00');
    expect(said).toContain('Danach. (bekannt: 06.03.2026, 17:00)');
  });

  it('stay in UTC for programs', () => {
    expect(reportJson(model())).toContain('2026-03-02T08:00:00.000Z');
  });
});

describe('people in the report', () => {
  it('stand there with what they are in the project', () => {
    const [anna] = model().people;
    if (!anna) throw new Error('the model has no people');
    const roles = [
      { de: 'Techniker', en: 'technician' },
      { de: 'führt aus', en: 'does the work' },
    ];
    const text = read(german({ people: [{ ...anna, roles }] }));
    expect(text).toContain('Anna Berg Techniker, führt aus 1 gemeldet');
  });

  it('who said yes to the sign-off, and what was reserved, stand beside who signed it', () => {
    const at = '2026-03-14T08:00:00.000Z';
    const approvals = [{ by: 'Karl Ott', at, what: 'result', deputy: true, reason: 'gelesen' }];
    const { summary } = model();
    const signOff = { customer: 'Paul Kunde', partner: 'Lena Voss', on: '2026-03-14' };
    const text = read(
      german({
        steps: [step({ id: 'R-1004', approvals })],
        summary: { ...summary, signOff: { ...signOff, step: 'R-1004', reservations: 'Fax' } },
      }),
    );
    expect(text).toMatch(
      /Paul Kunde \(Kunde\), Lena Voss \(Partner\) *Vorbehalte: Fax *Freigabe des Ergebnisses: Karl Ott \(in Vertretung\), 14\.03\.2026, 09:00: gelesen/,
    );
  });
});

describe('an approval in the report', () => {
  it('is called what the step calls it, as on the pages', () => {
    const at = '2026-03-02T08:00:00.000Z';
    const given = { by: 'Karl Ott', at, what: 'result', deputy: false, reason: null };
    const approval = { de: 'Freigabe vor dem Klick', en: 'Approval before the click' };
    const steps = [
      step({ id: 'R-309', approvals: [given], approval }),
      step({ id: 'R-310', approvals: [given] }),
    ];
    const text = read(german({ steps }));
    expect(text).toContain('Freigabe vor dem Klick: Karl Ott');
    expect(text.match(/Freigabe des Ergebnisses: Karl Ott/g)).toHaveLength(1);
  });
});
