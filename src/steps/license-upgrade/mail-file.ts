/**
 * File names of the attachments of a mail (`.eml`, RFC 5322), in order, each once. Reads `filename=` and `name=` with or
 * without quotes, RFC 2231 `filename*=utf-8''…` and its numbered pieces, and folded header lines.
 */
export function attachmentsOf(mail: string): string[] {
  const unfolded = mail.replace(/\r?\n[ \t]+/g, ' ');
  const headers = unfolded
    .split(/\r?\n/)
    .filter((line) => /^content-(?:disposition|type)\s*:/i.test(line));
  return [...new Set(headers.map(fileName).filter((name) => name !== undefined))];
}

function fileName(header: string): string | undefined {
  const pieces = [
    ...header.matchAll(
      /\b(?:file)?name(?:\*(\d+))?(\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/gi,
    ),
  ];
  const first = pieces[0];
  if (!first) return undefined;
  const chosen = first[1] === undefined ? [first] : pieces.filter((p) => p[1] !== undefined);
  const value = chosen.map((p) => p[3]?.replace(/\\(.)/g, '$1') ?? p[4] ?? '').join('');
  return first[2] === '*' ? percentDecoded(value) : value;
}

function percentDecoded(value: string): string {
  const text = value.replace(/^[^']*'[^']*'/, '');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
