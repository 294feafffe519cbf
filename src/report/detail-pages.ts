import { pendingWord, STATUS_SHAPES, statusWord, verdictWord, knownWord } from '../core/words.js';
import type { Language, Text } from '../core/text.js';
import { comparedValues, type SaidReason } from '../engine/views.js';
import { day, html, moment, sentence, type Markup } from './markup.js';
import { plannedTimes } from './planned-times.js';
import type { ReportModel, ReportStep } from './report-model.js';

type Pick2 = (de: string, en: string) => string;
const REASONS = 20;

/** From page two on: points of no return, warnings, every step with its verdict. */
export function detailPages(model: ReportModel, language: Language): Markup {
  const pick: Pick2 = (de, en) => (language === 'de' ? de : en);
  return html`<section class="details">
    <h2>
      ${pick('Schritte, die überschreiben oder kein Zurück haben', 'Steps that overwrite or have no way back')}
    </h2>
    ${noReturn(model, language, pick)}
    <h2>
      ${pick('Warnungen zu den erledigten Schritten', 'Warnings that stand with the steps done')}
    </h2>
    ${warnings(model, language, pick)} ${plannedTimes(model, language, pick)}
    <h2>${pick('Alle Schritte', 'All steps')}</h2>
    <p>
      ${pick('Alle Zeiten in UTC; in Deutschland ist es eine Stunde später, zur Sommerzeit zwei.', 'All times in UTC; in Germany it is one hour later, two in summer time.')}
    </p>
    ${model.parts.map((part) => {
      const steps = model.steps.filter((s) => s.part === part.name);
      return html`<h3>${part.title[language]} <small>${part.done}/${part.total}</small></h3>
        <table class="rows">
          <thead>
            <tr>
              <th>${pick('Nr.', 'No.')}</th>
              <th>${pick('Schritt', 'Step')}</th>
              <th>${pick('Status', 'Status')}</th>
              <th>${pick('Prüfung', 'Check')}</th>
            </tr>
          </thead>
          <tbody>
            ${steps.map((s) => row(s, language, pick))}
          </tbody>
        </table>`;
    })}
    <p>
      <small
        >${pick('Sequenz', 'Sequence')} ${model.run.definition.name}
        ${model.run.definition.version}, <code>${model.run.definition.hash}</code> ·
        ${pick('Stand', 'revision')} ${model.run.revision} · Installation
        <code>${model.seal.instance}</code></small
      >
    </p>
  </section>`;
}

function noReturn(model: ReportModel, language: Language, pick: Pick2): Markup {
  const steps = model.steps.filter((s) => s.overwrites || s.pointOfNoReturn);
  const acted = steps.filter((s) => s.status === 'done' || s.status === 'outdated');
  if (acted.length === 0)
    return html`<p>${pick('Noch keiner ausgeführt.', 'None carried out yet.')}</p>`;
  return html`<table class="rows">
    <thead>
      <tr>
        <th>${pick('Nr.', 'No.')}</th>
        <th>${pick('Schritt', 'Step')}</th>
        <th>${pick('Wann und wer', 'When and who')}</th>
      </tr>
    </thead>
    <tbody>
      ${acted.map(
        (s) =>
          html`<tr>
            <td class="id"><span class="oneway" aria-hidden="true">⇥</span> ${s.id}</td>
            <td>
              ${sentence(s.title, language)}<span class="who"
                >${s.pointOfNoReturn ? pick('kein Zurück', 'no way back') : pick('wirkt auf das Ziel', 'acts on the target')}</span
              >
            </td>
            <td>${moment(s.doneAt, language)}${who(s, language, pick)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function warnings(model: ReportModel, language: Language, pick: Pick2): Markup {
  const said = new Map<string, { text: Text; steps: ReportStep[] }>();
  for (const step of model.steps) {
    if (step.doneBy === null || (step.status !== 'done' && step.status !== 'outdated')) continue;
    for (const { code, text } of step.warnings) {
      said.set(code, { text, steps: [...(said.get(code)?.steps ?? []), step] });
    }
  }
  if (said.size === 0) return html`<p>${pick('Keine.', 'None.')}</p>`;
  const rows = [...said].sort(([a], [b]) => a.localeCompare(b));
  return html`<table class="rows">
    <thead>
      <tr>
        <th>Code</th>
        <th>${pick('Warnung', 'Warning')}</th>
        <th>${pick('Schritt', 'Step')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(([code, { text, steps }]) => warningRow(code, text, steps, language))}
    </tbody>
  </table>`;
}

function warningRow(
  code: string,
  text: Text,
  steps: readonly ReportStep[],
  language: Language,
): Markup {
  const by = steps.map(
    (s) =>
      html`<span class="who"
        >${s.id} ${s.doneBy}, ${day((s.doneAt ?? '').slice(0, 10), language)}</span
      >`,
  );
  return html`<tr>
    <td class="id">${code}</td>
    <td>${sentence(text, language)}</td>
    <td>${by}</td>
  </tr>`;
}

function row(step: ReportStep, language: Language, pick: Pick2): Markup {
  const word = statusWord(step.status, step.attested)[language];
  const sign = STATUS_SHAPES[step.status];
  const way =
    step.pointOfNoReturn || step.overwrites
      ? html` <span
          class="oneway"
          title="${pick('wirkt auf das Ziel oder erzeugt', 'acts on the target or generates')}"
          >⇥</span
        >`
      : '';
  return html`<tr>
    <td class="id">${step.id}</td>
    <td>${sentence(step.title, language)}${way}${who(step, language, pick)}</td>
    <td class="status status-${step.status}"><span aria-hidden="true">${sign}</span> ${word}</td>
    <td>${verdict(step, language, pick)}</td>
  </tr>`;
}

function who(step: ReportStep, language: Language, pick: Pick2): Markup {
  const did = step.doneBy
    ? html`<span class="who"
        >${step.doneBy}, ${moment(step.doneAt, language)}${files(step, pick)}</span
      >`
    : '';
  const approvals = step.approvals.map((a) => {
    const what = pendingWord(a.what, step.approval)?.[language] ?? a.what;
    const deputy = a.deputy ? pick(' (in Vertretung)', ' (as a deputy)') : '';
    const why = a.reason ? `: ${a.reason}` : '';
    return html`<span class="who"
      >${what}: ${a.by}${deputy}, ${moment(a.at, language)}${why}</span
    >`;
  });
  const reason = step.reason
    ? html`<span class="who">${pick('Begründung', 'Reason')}: ${step.reason}</span>`
    : '';
  return html`${did}${approvals}${turns(step, language, pick)}${reason}`;
}

/** The noes and the redos, each with its reason. */
function turns(step: ReportStep, language: Language, pick: Pick2): Markup[] {
  return step.turns.map(({ what, by, at, reason: why }) => {
    const about = pendingWord(what, step.approval)?.[language] ?? what;
    const word =
      what === 'redo'
        ? pick('Wiederholung verlangt', 'redo wanted')
        : pick(`Abgelehnt (${about})`, `rejected (${about})`);
    return html`<span class="who"
      >${word}: ${by}, ${moment(at, language)}${why ? `: ${why}` : ''}</span
    >`;
  });
}

function files(step: ReportStep, pick: Pick2): string {
  if (step.evidence === 0) return '';
  return step.evidence === 1
    ? pick(' · 1 Nachweis', ' · 1 evidence file')
    : pick(` · ${step.evidence} Nachweise`, ` · ${step.evidence} evidence files`);
}

function verdict(step: ReportStep, language: Language, pick: Pick2): Markup {
  if (!step.verdict) return html``;
  const shown = step.reasons.slice(0, REASONS).map((r) => reason(r, language, pick));
  const more = step.reasons.length - shown.length;
  const rest =
    more > 0
      ? html`<span class="who">${pick(`und ${more} weitere`, `and ${more} more`)}</span>`
      : '';
  return html`<span class="verdict-${step.verdict}"
      >${verdictWord(step.verdict, step.reasons)[language]}</span
    >${shown}${rest}`;
}

function reason(r: SaidReason, language: Language, pick: Pick2): Markup {
  const { claimed, known } = comparedValues(r, language, 'UTC');
  const values = [
    claimed === undefined ? '' : `${pick('angegeben', 'given')}: ${claimed}`,
    known === undefined ? '' : `${knownWord(r)[language]}: ${known}`,
  ].filter((v) => v !== '');
  const both = values.length > 0 ? ` [${values.join(' · ').slice(0, 400)}]` : '';
  return html`<span class="who">${sentence(r.text, language)}${both}</span>`;
}
