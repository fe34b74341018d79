/** Why the masks are read as they are, in sentences; from the third on behind a button. */
import { useState } from 'react';
import styles from './data.module.css';
import masks from './masks.module.css';

const SHOWN_AT_FIRST = 2;

export function Evidence({ sentences }: { readonly sentences: readonly string[] }) {
  const [all, setAll] = useState(false);
  const rest = sentences.length - SHOWN_AT_FIRST;
  return (
    <>
      <ul className={masks.evidence} aria-label="Why">
        {(all ? sentences : sentences.slice(0, SHOWN_AT_FIRST)).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Less' : `Why: ${rest} more`}
        </button>
      )}
    </>
  );
}
