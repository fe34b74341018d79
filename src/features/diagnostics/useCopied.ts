/** Puts text on the clipboard and says whether that went well. */
import { useState } from 'react';

export interface Copied {
  /** What became of the last copy; null before there is one. */
  readonly copied: string | null;
  copy(text: string): void;
}

export function useCopied(): Copied {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = (text: string) => {
    navigator.clipboard.writeText(text).then(
      () => setCopied('Copied'),
      () => setCopied('The browser refused to copy'),
    );
  };
  return { copied, copy };
}
