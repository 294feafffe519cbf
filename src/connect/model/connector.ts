import type { LineKind } from './state.js';

export const LINE_OPTIONS = ['on-creation', 'every-run', 'never'] as const;
export type LineOption = (typeof LINE_OPTIONS)[number];

/** A connector as it is configured in Connect. */
export interface Connector {
  readonly name: string;
  readonly type: 'ad' | 'text';
  /** When the connector assigns the line from the phone number. */
  readonly line: LineOption;
  /** Options of the wizard; that they exist is an assumption (`connectorOptions`). */
  readonly createUsers: boolean;
  readonly deleteUsers: boolean;
  /** License types a user takes that this connector creates. */
  readonly licenses: readonly string[];
  /** Active Directory only. */
  readonly noTrust: boolean;
  readonly windowsLogin: boolean;
  /** `<ACSAD-033>` of the template; null: empty, as delivered. */
  readonly dynamicFlag: 1 | 2 | 3 | null;
}

/** What most connectors are like; a plan names what differs. */
export const PLAIN_CONNECTOR: Omit<Connector, 'name' | 'type'> = {
  line: 'on-creation',
  createUsers: true,
  deleteUsers: true,
  licenses: [],
  noTrust: false,
  windowsLogin: false,
  dynamicFlag: null,
};

/** One row of a connector's source. A field that is undefined has no column: it is left alone. */
export interface SourceRow {
  /** 1-based line in the file. */
  readonly row: number;
  readonly id: string;
  readonly account: string | undefined;
  readonly firstname: string | undefined;
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  /** `LineTypeDynamic` of a text file, or the attribute that `<DynamicLineType>` names. */
  readonly lineType: string | undefined;
  /** The account is disabled in Active Directory; false where that is not known. */
  readonly disabled: boolean;
}

export interface ConnectorSource {
  /** True for a text file that has none of `firstname`, `name`, `account`: it can only change lines. */
  readonly lineOnly: boolean;
  /** The sample file, because the path is empty. */
  readonly sample?: boolean;
  readonly size: number;
  id(index: number): string;
  at(index: number): SourceRow;
}

const NUMBERED: Readonly<Record<string, LineKind>> = {
  '0': 'none',
  '1': 'master-data',
  '2': 'other',
  '3': 'dynamic',
};

/** Line kind of a value 0 to 3 (KB-DYN); undefined for anything else. */
export function numberedKind(value: string): LineKind | undefined {
  return Object.hasOwn(NUMBERED, value.trim()) ? NUMBERED[value.trim()] : undefined;
}

/** Line kind of `LineTypeDynamic`; its values are not documented. */
export function textKind(value: string): LineKind | undefined {
  return value.trim().toLowerCase() === 'true' ? 'dynamic' : numberedKind(value);
}
