import { statusWord, RUN_KIND_WORDS, RUN_STATUS_WORDS } from '../core/words.js';
import { isSettled } from '../core/task-status.js';
import type { Language, Text } from '../core/text.js';
import { html, moment, sentence, type Markup } from './markup.js';
import type { ReportModel, ReportStep } from './report-model.js';
import { seal, signed } from './signatures.js';

type Pick2 = (de: string, en: string) => string;

/** Longest list of names on the page a customer keeps; the rest is counted. */
const NAMES = 200;

/** What a customer keeps: what moved, what did not and why, what users must do, who signed, the last hash. */
export function firstPage(model: ReportModel, language: Language): Markup {
  const pick: Pick2 = (de, en) => (language === 'de' ? de : en);
  return html`<section class="first">
    <p class="eyebrow">Umstieg · ${pick('Bericht zur Migration', 'Migration report')}</p>
    <h1>${model.run.customer}</h1>
    <p class="soft">
      XPhone UC V4 → XPhone Connect · ${RUN_KIND_WORDS[model.run.kind][language]}
      <span class="nowrap">${model.run.id}</span>
    </p>
    ${facts(model, language, pick)}
    <h2>
      ${
        model.run.status === 'completed'
          ? pick('Was umgezogen ist', 'What moved')
          : pick(
              'Was umziehen soll (noch nicht abgeschlossen)',
              'What is to move (not finished yet)',
            )
      }
    </h2>
    ${moved(model, language, pick)}
    <h2>${pick('Was nicht umzieht und warum', 'What does not move, and why')}</h2>
    ${notMoved(model, language, pick)}
    <h2>${pick('Was Ihre Benutzer selbst tun müssen', 'What your users must do themselves')}</h2>
    ${todo(model, pick)}
    <h2>${pick('Wer gehandelt und freigegeben hat', 'Who acted and approved')}</h2>
    ${signed(model, language, pick)} ${seal(model, pick)}
  </section>`;
}

function facts({ run }: ReportModel, language: Language, pick: Pick2): Markup {
  const status =
    RUN_STATUS_WORDS[run.status][language] + (run.paused ? pick(', angehalten', ', paused') : '');
  const rows: [string, string][] = [
    [pick('Status', 'Status'), status],
    [
      pick('Schritte', 'Steps'),
      pick(
        `${run.progress.done} von ${run.progress.total}`,
        `${run.progress.done} of ${run.progress.total}`,
      ),
    ],
    [pick('Begonnen', 'Begun'), moment(run.createdAt, language)],
    [pick('Stand', 'As of'), moment(run.asOf, language)],
    ...(run.clock === null
      ? []
      : [
          [
            pick('Uhr des Laufs (gestellt)', 'Clock of the run (virtual)'),
            moment(run.clock, language),
          ] as [string, string],
        ]),
  ];
  return html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function moved(model: ReportModel, language: Language, pick: Pick2): Markup {
  const { scope, users } = model;
  const nothing = html`<p>
    ${pick('Der Umfang ist noch nicht festgelegt.', 'The scope has not been settled yet.')}
  </p>`;
  const done = model.parts.filter((part) => part.status === 'done').map((part) => part.title);
  return html`${
    scope
      ? html`<p>${pick('Vereinbarter Umfang:', 'Agreed scope:')}</p>
          ${items(scope.moves, language)}`
      : nothing
  }
  ${done.length > 0 ? html`<p>${pick('Abgeschlossene Teile', 'Finished parts')}: ${done.map((t) => t[language]).join(' · ')}</p>` : ''}
  ${users ? userTable(users, pick) : ''}`;
}

function userTable(users: NonNullable<ReportModel['users']>, pick: Pick2): Markup {
  return html`<table>
    <thead>
      <tr>
        <th>${pick('Ansagen und Namen der Benutzer', 'Greetings and names of users')}</th>
        <th class="n">${pick('Benutzer', 'Users')}</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <td>${pick('umgezogen', 'moved')}</td>
        <td class="n">${users.moved}</td>
      </tr>
      <tr>
        <td>${pick('in Connect behalten', 'kept in Connect')}</td>
        <td class="n">${users.kept}</td>
      </tr>
      <tr>
        <td>${pick('nicht umgezogen', 'not moved')}${because(users, pick)}</td>
        <td class="n">${users.notMoved}</td>
      </tr>
    </tbody>
    <tfoot>
      <tr>
        <td>${pick('Summe', 'Total')}</td>
        <td class="n">
          ${users.moved + users.kept + users.notMoved} ${pick('von', 'of')} ${users.source}
        </td>
      </tr>
    </tfoot>
  </table>`;
}

function because({ because: why }: NonNullable<ReportModel['users']>, pick: Pick2): Markup {
  const parts = [
    why.noMatch > 0
      ? `${why.noMatch} ${pick('ohne Zuordnung in Connect', 'without a match in Connect')}`
      : '',
    why.withoutData > 0
      ? `${why.withoutData} ${pick('ohne eigene Ansage', 'without a greeting of their own')}`
      : '',
    why.uncertain > 0
      ? `${why.uncertain} ${pick('ungewiss, bitte prüfen', 'uncertain, please check')}`
      : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? html`<span class="who">${parts.join(' · ')}</span>` : html``;
}

function notMoved(model: ReportModel, language: Language, pick: Pick2): Markup {
  const { scope } = model;
  const waived = model.steps.filter((s) => s.status === 'waived' || s.switchedOff);
  const left = model.parts.filter((part) => part.status === 'notApplicable');
  const open = model.steps.filter((s) => !isSettled(s.status));
  return html`${
    scope && scope.unused.length > 0
      ? html`<p>
            ${pick('Nicht genutzt, daher nicht umgezogen:', 'Not in use, therefore not moved:')}
          </p>
          ${items(scope.unused, language)}`
      : ''
  }
  ${
    scope
      ? html`<p>${pick('Vom Hersteller nicht genannt:', 'Not named by the vendor:')}</p>
          ${items(scope.notNamed, language)}`
      : ''
  }
  ${left.length > 0 ? html`<p>${pick('Entfallen ganz', 'Do not apply at all')}: ${left.map((p) => p.title[language]).join(' · ')}</p>` : ''}
  ${
    waived.length > 0
      ? html`<p>${pick('Übersprungene Schritte:', 'Skipped steps:')}</p>
          <ul>
            ${waived.map((s) => skipped(s, language, pick))}
          </ul>`
      : ''
  }
  ${open.length > 0 ? html`<p>${pick(`Noch offen: ${open.length} Schritte, aufgeführt ab Seite 2.`, `Still open: ${open.length} steps, listed from page 2 on.`)}</p>` : ''}
  ${!scope && waived.length + left.length + open.length === 0 ? html`<p>${pick('Nichts.', 'Nothing.')}</p>` : ''}`;
}

function skipped(step: ReportStep, language: Language, pick: Pick2): Markup {
  const why = step.reason ?? pick('beim Anlegen abgewählt', 'not chosen when the run was made');
  const approved = step.approvals.find((a) => a.what === 'waive');
  const by = approved ? ` (${pick('freigegeben von', 'approved by')} ${approved.by})` : '';
  return html`<li>
    ${step.id} ${sentence(step.title, language)}, ${statusWord(step.status)[language]}: ${why}${by}
  </li>`;
}

function todo({ tell }: ReportModel, pick: Pick2): Markup {
  if (!tell) {
    return html`<p>
      ${pick('Das steht fest, sobald die Ansagen importiert sind.', 'This is known once the greetings are imported.')}
    </p>`;
  }
  const { recordAgain, checkOwn, overwritten, exportedAt } = tell;
  const since = exportedAt
    ? pick(
        ` Der Export begann am ${moment(exportedAt, 'de')}.`,
        ` The export began at ${moment(exportedAt, 'en')}.`,
      )
    : '';
  return html`${names(recordAgain, pick('Ansage und Namen neu aufnehmen', 'Record greeting and name again'), pick)}
    ${names(checkOwn, pick('Eigene Ansage anhören und prüfen', 'Listen to the own greeting and check it'), pick)}
    ${names(overwritten, pick('Die bisherige Ansage in Connect wurde überschrieben', 'The former greeting in Connect was overwritten'), pick)}
    <ul>
      <li>
        ${pick('Was nach dem Export in V4 aufgenommen wurde, neu aufnehmen.', 'Record again what was recorded in V4 after the export.')}${since}
      </li>
      <li>
        ${pick('Ist keine PIN gesetzt, verschickt der Server eine im Klartext per Mail: PIN gleich ändern.', 'If no PIN is set, the server mails one in clear text: change it at once.')}
      </li>
    </ul>`;
}

function names(list: readonly string[], title: string, pick: Pick2): Markup {
  if (list.length === 0) return html`<p>${title}: ${pick('niemand', 'nobody')}</p>`;
  const more = list.length - NAMES;
  const rest = more > 0 ? pick(` und ${more} weitere`, ` and ${more} more`) : '';
  return html`<p>
    ${title} (${list.length}):<br /><small>${list.slice(0, NAMES).join(', ')}${rest}</small>
  </p>`;
}

function items(texts: readonly Text[], language: Language): Markup {
  return html`<ul class="many">
    ${texts.map((t) => html`<li>${sentence(t, language)}</li>`)}
  </ul>`;
}
