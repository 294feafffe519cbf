/**
 * What a right reaches: the installation, a partner, a customer or one project. A grant holds for its scope and for
 * everything below it.
 */
export type Scope = 'installation' | `${'partner' | 'customer' | 'project'}:${string}`;

/** Where something lies: the scopes from the installation down to it. */
export type Resource = readonly Scope[];

export const INSTALLATION: Resource = ['installation'];

/** Undefined when the text names no scope. */
export function parseScope(text: string): Scope | undefined {
  return text === 'installation' || /^(partner|customer|project):[^\s:]+$/.test(text)
    ? (text as Scope)
    : undefined;
}

/** `customer:c-1` → `c-1`; empty for the installation. */
export function idOf(scope: Scope): string {
  return scope.slice(scope.indexOf(':') + 1).replace(/^installation$/, '');
}
