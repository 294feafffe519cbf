import { z } from 'zod';
import { ASSUMPTION_IDS, ASSUMPTIONS } from '../model/assumptions.js';
import type { Text } from '../../core/text.js';
import { LINE_OPTIONS } from '../model/connector.js';

/** The plan of a simulation (docs/connector-plan.md). Paths are relative to the plan's folder. */
const word = z.string().trim().min(1);
/** An empty path is what the wizard allows, too: the sample file is read. */
const source = z.union([z.string(), z.array(z.string()).min(1)]);
/** Of one plan, and entries of one round: what nobody sets up, so that a plan cannot calculate for days. */
const MOST_CONNECTORS = 100;
const round = z.number().int().min(1).max(1000);

const common = {
  name: word,
  source,
  /** In which rounds it runs: scheduled, run once and then disabled, or these rounds. */
  rounds: z.union([z.enum(['every', 'once']), z.array(round).min(1)]).default('every'),
  createUsers: z.boolean().default(true),
  deleteUsers: z.boolean().default(true),
  licenses: z.array(word).default([]),
};
const line = z.enum(LINE_OPTIONS);
const adConnector = z.strictObject({
  ...common,
  type: z.literal('ad'),
  line,
  domain: z.enum(['member', 'trusted', 'no-trust']).default('member'),
  windowsLogin: z.boolean().default(false),
  /** `<ACSAD-033>` */
  dynamicFlag: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  /** The AD attribute named in `<DynamicLineType>`: a column of the source. */
  lineTypeAttribute: word.optional(),
});
const textConnector = z.strictObject({
  ...common,
  type: z.literal('text'),
  line: line.default('on-creation'),
  /** Default `LineTypeDynamic`, which a file that creates users need not have. */
  lineTypeColumn: word.optional(),
});

const digits = z.string().regex(/^\d*$/);
const dialingParameter = z.strictObject({
  name: word,
  country: digits.default(''),
  area: digits.default(''),
  trunk: digits.default(''),
});

const assumptions = z.strictObject(
  Object.fromEntries(ASSUMPTION_IDS.map((id) => [id, z.enum(ASSUMPTIONS[id].values).optional()])),
);

export const planSchema = z
  .strictObject({
    rounds: round.default(4),
    connectors: z
      .array(z.discriminatedUnion('type', [adConnector, textConnector]))
      .min(1)
      .max(MOST_CONNECTORS),
    /** Names of connectors in the order of one round; a name may stand several times. Default: as they are listed. */
    order: z.array(word).min(1).max(MOST_CONNECTORS).optional(),
    /** Who is in Connect before the first run. */
    users: z.strictObject({ file: word, createdBy: word.optional() }).optional(),
    /** Stands for the installed `TextConnectorSample.csv`. */
    sample: word.optional(),
    gateways: z.array(z.strictObject({ name: word, dialing: z.array(word) })).optional(),
    dialingParameters: z.array(dialingParameter).default([]),
    licenses: z.record(word, z.number().int().min(0)).default({}),
    assumptions: assumptions.default({}),
  })
  .superRefine(({ connectors, order }, ctx) => {
    const names = new Set<string>();
    for (const [i, { name }] of connectors.entries()) {
      if (names.has(name)) {
        const text = { de: `„${name}“ steht doppelt`, en: `"${name}" stands twice` };
        ctx.addIssue(said(['connectors', i, 'name'], text));
        return;
      }
      names.add(name);
    }
    for (const [i, name] of (order ?? []).entries()) {
      if (names.has(name)) continue;
      const known = [...names].join(', ');
      const text = {
        de: `„${name}“ ist kein Konnektor des Plans (${known})`,
        en: `"${name}" is no connector of the plan (${known})`,
      };
      ctx.addIssue(said(['order', i], text));
      return;
    }
  });

function said(path: PropertyKey[], text: Text) {
  return { code: 'custom', path, message: text.en, params: { text } } as const;
}

export type SimulationPlan = z.output<typeof planSchema>;
export type ConnectorPlan = SimulationPlan['connectors'][number];
