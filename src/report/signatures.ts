import type { Text } from '../core/text.js';
import { day, dayOf, html, sentence, type Markup, type Reader } from './markup.js';
import { qrCode } from './qr-code.js';
import type { ReportModel, ReportPerson, SignedIn } from './report-model.js';
import { wordsOf } from './step-words.js';

/** Everybody who acted or approved. */
export function signed(model: ReportModel, reader: Reader): Markup {
  const { pick } = reader;
  const people = model.people.filter((p) => p.did + p.approved + p.rejected > 0);
  if (people.length === 0) return html`<p>${pick('Noch niemand.', 'Nobody yet.')}</p>`;
  return html`<table class="rows">
      <thead>
        <tr>
          <th>Name</th>
          <th>${pick('Rolle', 'Role')}</th>
          <th>${pick('Schritte', 'Steps')}</th>
          <th>${pick('Freigaben', 'Approvals')}</th>
          <th>
            ${model.run.clock === null ? pick('Zeitraum', 'Period') : pick('Zeitraum (Uhr des Laufs)', 'Period (clock of the run)')}
          </th>
        </tr>
      </thead>
      <tbody>
        ${people.map((p) => personRow(p, reader))}
      </tbody>
    </table>
    <p><small>${HOW_NAMED[model.signedIn][reader.language]}</small></p>`;
}

const HOW_NAMED: Readonly<Record<SignedIn, Text>> = {
  all: {
    de: 'Alle waren angemeldet, als sie Schritte meldeten oder darüber entschieden.',
    en: 'Everybody was signed in when handing in steps or deciding on them.',
  },
  some: {
    de: 'Ein Teil der Handlungen geschah angemeldet. Bei den anderen wurde der Name an der Kommandozeile angegeben und nicht geprüft; Rechner und Anmeldename stehen im Protokoll.',
    en: 'Some acts were done signed in. For the others the name was given on the command line and not checked; host and login name stand in the audit trail.',
  },
  none: {
    de: 'Die Namen wurden an der Kommandozeile angegeben und nicht geprüft; Rechner und Anmeldename stehen im Protokoll.',
    en: 'The names were given on the command line and not checked; host and login name stand in the audit trail.',
  },
};

function personRow(p: ReportPerson, reader: Reader): Markup {
  const { pick } = reader;
  const did = p.did > 0 ? `${p.did} ${pick('gemeldet', 'handed in')}` : '';
  const approved = p.approved > 0 ? `${p.approved} ${pick('freigegeben', 'approved')}` : '';
  const rejected = p.rejected > 0 ? `${p.rejected} ${pick('abgelehnt', 'rejected')}` : '';
  const [first, last] = [dayOf(p.first, reader), dayOf(p.last, reader)];
  return html`<tr>
    <td>${p.name}</td>
    <td class="role">
      ${p.roles.map((role, i) => html`${i > 0 ? ', ' : ''}${sentence(role, reader)}`)}
    </td>
    <td>${did}</td>
    <td>${[approved, rejected].filter(Boolean).join(', ')}</td>
    <td>${first === last ? first : `${first} – ${last}`}</td>
  </tr>`;
}

/** Who signed off, who said yes to that, and what was kept open. */
export function signOff({ summary, steps }: ReportModel, reader: Reader): Markup | string {
  const { signOff: given } = summary;
  const { pick } = reader;
  if (given === undefined) return '';
  if (!given) return html`<p>${pick('Noch nicht abgenommen.', 'Not signed off yet.')}</p>`;
  const { customer, partner, on, reservations } = given;
  const step = steps.find(({ id }) => id === given.step);
  return html`<table>
    <tbody>
      <tr>
        <td>
          <strong>${pick('Abgenommen am', 'Signed off on')} ${day(on, reader)}</strong>:
          <strong>${customer}</strong> (${pick('Kunde', 'customer')}),
          <strong>${partner}</strong> (${pick('Partner', 'partner')})<span class="who"
            >${pick('Vorbehalte', 'Reservations')}:
            ${reservations ?? pick('keine genannt', 'none named')}</span
          >${step ? wordsOf(step, reader) : ''}
        </td>
      </tr>
    </tbody>
  </table>`;
}

/** The last hash, to be compared with an archive later. */
export function seal({ seal: s }: ReportModel, { pick }: Reader): Markup {
  return html`<h2>${pick('Nachweis', 'Proof')}</h2>
    <div class="seal">
      ${qrCode(s.head, pick('Letzter Hash als QR-Code', 'Last hash as a QR code'))}
      <p>
        ${pick('Letzter Hash des Protokolls', 'Last hash of the audit trail')} (${s.entries}
        ${pick('Einträge', 'entries')}):
      </p>
      <p><code>${s.head}</code></p>
      <p>
        <small>${pick('Unterzeichner', 'Signer')} <code>${s.signer}</code></small>
      </p>
      <p>
        <small
          >${pick('Baumkopf über alle Läufe. Heben Sie ihn auf: Er zeigt später, ob ein Lauf gelöscht oder gekürzt wurde (umstieg audit verify --anchor DATEI).', 'Tree head over all runs. Keep it: it shows later whether a run was deleted or cut (umstieg audit verify --anchor FILE).')}</small
        >
      </p>
      ${s.tree
        .split('\n')
        .slice(0, 3)
        .map((line) => html`<p><code>${line}</code></p>`)}
      <p>
        <small
          >${pick('Prüfen: umstieg bundle verify ARCHIV --key UNTERZEICHNER', 'Verify: umstieg bundle verify ARCHIVE --key SIGNER')}</small
        >
      </p>
    </div>`;
}
