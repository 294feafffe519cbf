/**
 * The dictionary of facts: what each step yields, by row id. A step file adds its own entry:
 * `declare module '../../core/facts.js' { interface Facts { 'R-203': { hardwareId: string } } }`
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging in the step files
export interface Facts {}
export type FactId = Extract<keyof Facts, string>;
