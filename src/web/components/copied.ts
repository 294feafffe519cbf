import { useState } from 'react';

const SHOWN_MS = 2_000;

/** What lies in the clipboard since a moment ago, and how something gets there. */
export function useCopied(): [string | undefined, (text: string) => void] {
  const [copied, setCopied] = useState<string>();
  const copy = (text: string) => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(text);
      setTimeout(() => setCopied(undefined), SHOWN_MS);
    });
  };
  return [copied, copy];
}
