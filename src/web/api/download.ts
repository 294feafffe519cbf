import { begun, send } from './request.js';

/**
 * Fetches a file that takes its time to be made, and hands it to the browser to keep under the name the server gives it.
 * @throws ApiError with the problem document when the server refuses, NoAnswer when none came
 */
export async function download(path: string): Promise<void> {
  const response = await send(path, { stream: true }); // no limit: whoever waits sees that it is being made
  const type = response.headers.get('content-type') ?? '';
  const bytes = await new Response(await begun(response)).blob();
  keep(new Blob([bytes], { type }), nameIn(response));
}

function keep(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // the browser reads the file after this turn; by then it has its own hold on it
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** https://www.rfc-editor.org/rfc/rfc6266; our own names are plain letters. */
function nameIn({ headers }: Response): string {
  const [, name = ''] = /filename="?([^";]+)/.exec(headers.get('content-disposition') ?? '') ?? [];
  return name;
}
