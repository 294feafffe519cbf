import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { explained } from '../connect/code-points.js';
import {
  MATCH_OUTCOMES,
  whyOutcome,
  type ImportOutcome,
  type MatchOutcome,
} from '../connect/match-words.js';
import type { MatchRow, MatchTotals } from '../connect/matching.js';
import { repairs } from '../connect/repair.js';
import { repairSheet } from '../connect/repair-sheet.js';
import type { Reason } from '../core/outcome.js';
import type { StoredMatchRow } from '../engine/matchings.js';
import { Searched } from './checked.js';
import { languageOf } from './problem.js';
import { Route } from './route.js';
import { comparisons, freeRows, matching } from './schemas/matching.js';
import * as requests from './schemas/requests.js';
import { SESSION, type HttpSession } from './session.js';

/** Findings that stand beside the rows; more are in the document itself. */
const FINDINGS = 200;
const SHEET_WINDOW = 2_000;
const WITH_REPAIR = MATCH_OUTCOMES.filter((outcome) => outcome !== 'exact');

/** The comparison by e-mail address: windows of its rows, and what would make the others match. */
@Controller('api/runs/:run/matching')
export class MatchingController {
  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route({
    ...{ method: 'get', path: '', id: 'showMatching', right: 'project.see' },
    says: 'A window of the comparison by e-mail address, filtered; its totals, and the steps that decide on it',
    answer: matching,
  })
  async show(
    @Param('run') run: string,
    @Searched(requests.matchingQuery) query: z.output<typeof requests.matchingQuery>,
  ) {
    const { step, outcome, import: imports, q, offset, limit } = query;
    const found = await this.session.umstieg.pages.matchings.of(run, step);
    const { totals, findings = [] } = found.table.rest as {
      readonly totals: MatchTotals;
      readonly findings?: readonly Reason[];
    };
    const filter = { outcomes: outcome, imports, q };
    const rows = await found.table.rows(filter, offset, limit);
    return {
      ...{ step: found.step, title: found.title, digest: found.digest },
      comparisons: found.all,
      totals,
      findings: findings.slice(0, FINDINGS),
      decisions: found.decisions,
      ...{ offset, matching: await found.table.count(filter), rows: rows.map(shown) },
    };
  }

  @Route({
    ...{ method: 'get', path: 'comparisons', id: 'listComparisons', right: 'project.see' },
    says: 'Every comparison by e-mail address that steps of the run made; none before the first',
    answer: comparisons,
  })
  async all(@Param('run') run: string) {
    return { items: await this.session.umstieg.pages.matchings.all(run) };
  }

  @Route({
    ...{
      method: 'get',
      path: 'target-without-source',
      id: 'listFreeTargets',
      right: 'project.see',
    },
    says: 'A window of the users of the target that no source row names',
    answer: freeRows,
  })
  async free(
    @Param('run') run: string,
    @Searched(requests.freeRowsQuery) query: z.output<typeof requests.freeRowsQuery>,
  ) {
    const { step, q, offset, limit } = query;
    const { table } = await this.session.umstieg.pages.matchings.of(run, step);
    const { total, rows } = await table.free(q, offset, limit);
    return { offset, matching: total, rows };
  }

  @Route({
    ...{ method: 'get', path: 'repair.csv', id: 'repairSheet', right: 'project.see' },
    says: 'Every row that does not match, with what to change on which side',
    answer: 'text/csv',
  })
  async repair(
    @Param('run') run: string,
    @Searched(requests.repairQuery) { step, side, lang }: z.output<typeof requests.repairQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { table } = await this.session.umstieg.pages.matchings.of(run, step);
    const rows: StoredMatchRow[] = [];
    for (;;) {
      const more = await table.rows({ outcomes: WITH_REPAIR }, rows.length, SHEET_WINDOW);
      rows.push(...more);
      if (more.length < SHEET_WINDOW) break;
    }
    const sheet = repairSheet(rows.map(plain), side, lang ?? languageOf(request));
    response.attachment(`repair-${side}.csv`).type('text/csv; charset=utf-8');
    await pipeline(Readable.from(sheet), response);
  }
}

function plain({ targetRow, targetEmail, ...row }: StoredMatchRow): MatchRow {
  const target =
    targetRow === null || targetEmail === null ? null : { row: targetRow, email: targetEmail };
  const outcome = row.outcome as MatchOutcome;
  return { ...row, outcome, import: row.import as ImportOutcome, target, reason: '' };
}

function shown(stored: StoredMatchRow) {
  const whole = plain(stored);
  const { reason: _one, ...row } = whole;
  const why = { de: whyOutcome(row.outcome, 'de'), en: whyOutcome(row.outcome, 'en') };
  const { email, target, outcome } = row;
  const near = outcome !== 'exact' && target;
  return {
    ...{ ...row, why },
    ...(near ? { explained: explained(email, target.email) } : {}),
    ...repairOf(whole),
  };
}

function repairOf(row: MatchRow) {
  const [repair] = repairs([row]);
  if (!repair) return {};
  const { inTarget, inSource, advice } = repair;
  return { repair: { inTarget, inSource, advice } };
}
