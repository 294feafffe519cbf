import type { StepContext } from '../../core/step.js';

/** What is tested after the cut-over (R-1001). */
export const FEATURES = [
  'calls-in',
  'calls-out',
  'fax',
  'sms',
  'mwi',
  'voicemail',
  'auto-attendant',
] as const;
export type Feature = (typeof FEATURES)[number];

/** What is moved at the cut-over (R-1000). */
export const SERVICES = ['pbx', 'fax', 'voicemail', 'mwi'] as const;
type Service = (typeof SERVICES)[number];

/** Features in use by the scope; all of them when the scope is not known. */
export function featuresInScope(context: StepContext): readonly Feature[] {
  const used = inUse(context);
  return FEATURES.filter((feature) => used(feature));
}

/** Services to move by the scope; all of them when the scope is not known. */
export function servicesInScope(context: StepContext): readonly Service[] {
  const used = inUse(context);
  return SERVICES.filter((service) => used(service === 'pbx' ? 'calls-in' : service));
}

function inUse(context: StepContext): (feature: Feature) => boolean {
  const scope = context.fact('R-106');
  if (!scope) return () => true;
  const calls = scope.pbx || scope.dialParameters || scope.dynamicLines;
  const used: Record<Feature, boolean> = {
    'calls-in': calls,
    'calls-out': calls,
    fax: scope.fax || scope.faxPrinters,
    sms: scope.sms,
    mwi: scope.mwi,
    voicemail: scope.voicemailGreetings || scope.personalGreetings || scope.recordedNames,
    'auto-attendant': scope.autoAttendants,
  };
  return (feature) => used[feature];
}
