/** Facts of earlier steps, given only as far as the step under test reads them. */
export function known(facts: Readonly<Record<string, unknown>>): { readonly facts: never } {
  return { facts: facts as never };
}
