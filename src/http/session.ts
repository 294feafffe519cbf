import type { Language } from '../core/text.js';
import type { Umstieg } from '../engine/umstieg.js';

/** One opened data folder, as the composition root hands it in. */
export interface HttpSession {
  readonly umstieg: Umstieg;
  /** A page, or the bytes of a PDF. */
  report(
    runId: string,
    format: 'html' | 'pdf',
    wish: { readonly language: Language; readonly zone?: string | undefined },
  ): Promise<string | Uint8Array>;
}

/** Under this token controllers are given their {@link HttpSession}. */
export const SESSION = Symbol('session');
