import { useState } from 'react';

const SHOWN_MS = 2_000;

interface Copied {
  /** What lies in the clipboard since a moment ago. */
  readonly copied: string | undefined;
  /** The browser let nothing into the clipboard. */
  readonly isDenied: boolean;
  copy: (text: string) => void;
}

/** What lies in the clipboard, and how something gets there. */
export function useCopied(): Copied {
  const [copied, setCopied] = useState<string>();
  const [isDenied, deny] = useState(false);
  const write = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      deny(true); // without https there is no clipboard; elsewhere a person or a policy says no
      return;
    }
    deny(false);
    setCopied(text);
    setTimeout(() => setCopied(undefined), SHOWN_MS);
  };
  return { copied, isDenied, copy: (text) => void write(text) };
}
