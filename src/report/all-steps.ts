import { ATTESTED_CODE, knownWord, STATUS_SHAPES, statusWord, verdictWord } from '../core/words.js';
import { comparedValues, type SaidReason } from '../engine/views.js';
import { html, moment, sentence, type Markup, type Reader } from './markup.js';
import type { ReportModel, ReportStep } from './report-model.js';
import { wordsOf } from './step-words.js';

const REASONS = 20;

/** Every step, part by part: what, by whom and when, what came of it. */
export function allSteps(model: ReportModel, reader: Reader): Markup {
  const { pick } = reader;
  return html`<h2>${pick('Alle Schritte', 'All steps')}</h2>
    <p>
      ${pick('„stimmt überein“: Umstieg hat die Angabe mit etwas anderem verglichen. „bestätigt“: Dazu gab es nichts zu vergleichen, es gilt die Angabe der Person.', '"consistent": Umstieg compared what was said with something else. "attested": there was nothing to compare, the person’s word stands.')}
      ${pick(`Zeitzone: ${reader.zone}.`, `Time zone: ${reader.zone}.`)}
    </p>
    ${model.parts.map((part) => {
      const steps = model.steps.filter((s) => s.part === part.name);
      return html`<h3>${sentence(part.title, reader)} <small>${part.done}/${part.total}</small></h3>
        <table class="rows steps">
          <thead>
            <tr>
              <th>${pick('Nr.', 'No.')}</th>
              <th>${pick('Schritt', 'Step')}</th>
              <th>${pick('Wer und wann', 'Who and when')}</th>
              <th>${pick('Status und Prüfung', 'Status and check')}</th>
            </tr>
          </thead>
          <tbody>
            ${steps.map((s) => row(s, reader))}
          </tbody>
        </table>`;
    })}`;
}

function row(step: ReportStep, reader: Reader): Markup {
  const { pick, language } = reader;
  const word = statusWord(step.status, step.attested)[language];
  const way =
    step.pointOfNoReturn || step.overwrites
      ? html`  <span
            class="oneway"
            title="${pick('wirkt auf das Ziel oder erzeugt', 'acts on the target or generates')}"
            >⇥</span
          >`
      : '';
  return html`<tr>
    <td class="id">${step.id}</td>
    <td>${sentence(step.title, reader)}${way}${wordsOf(step, reader)}</td>
    <td class="by">${who(step, reader)}</td>
    <td class="result">
      <span class="status-${step.status}"
        ><span aria-hidden="true">${STATUS_SHAPES[step.status]}</span> ${word}</span
      >${verdict(step, reader)}
    </td>
  </tr>`;
}

function who(step: ReportStep, reader: Reader): Markup | string {
  if (step.doneAt === null) return '';
  return html`${step.doneBy ?? 'Umstieg'}<span class="who"
      >${moment(step.doneAt, reader)}${files(step, reader)}</span
    >`;
}

function files({ evidence }: ReportStep, { pick }: Reader): string {
  if (evidence === 0) return '';
  return evidence === 1
    ? pick(' · 1 Nachweis', ' · 1 file')
    : pick(` · ${evidence} Nachweise`, ` · ${evidence} files`);
}

/** What the status says already is not said again. */
function verdict(step: ReportStep, reader: Reader): Markup | string {
  if (!step.verdict) return '';
  const onWord = step.reasons.some(({ code }) => code === ATTESTED_CODE);
  const told = step.reasons.filter(({ code }) => code !== ATTESTED_CODE);
  const shown = told.slice(0, REASONS).map((r) => reason(r, reader));
  const more = told.length - shown.length;
  const rest =
    more > 0
      ? html`<span class="who">${reader.pick(`und ${more} weitere`, `and ${more} more`)}</span>`
      : '';
  const word =
    onWord && step.attested
      ? ''
      : html` ·
          <span class="verdict-${step.verdict}"
            >${verdictWord(step.verdict, step.reasons)[reader.language]}</span
          >`;
  return html`${word}${shown}${rest}`;
}

function reason(r: SaidReason, reader: Reader): Markup {
  const { pick, language, zone } = reader;
  const { claimed, known } = comparedValues(r, language, zone);
  const values = [
    claimed === undefined ? '' : `${pick('angegeben', 'given')}: ${claimed}`,
    known === undefined ? '' : `${knownWord(r)[language]}: ${known}`,
  ].filter((v) => v !== '');
  const both = values.length > 0 ? ` (${values.join(' · ').slice(0, 400)})` : '';
  return html`<span class="who">${sentence(r.text, reader)}${both}</span>`;
}
