/** What stands in the text fields of a form, by their names, without blanks around it; passwords as they are. */
export function typedIn(form: HTMLFormElement): Readonly<Record<string, string>> {
  const texts = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, name === 'password' ? value : value.trim()] as const] : [],
  );
  return Object.fromEntries(texts);
}
