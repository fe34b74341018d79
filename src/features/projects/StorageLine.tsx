/** How much of the room that the browser grants is used, and whether it may ever clear it. */
import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type { StorageUse } from '../../domain/project';
import { usedShare } from '../../state/projectSession';
import { formatBytes } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import styles from './projects.module.css';

export function StorageLine() {
  const storage = useStudio((state) => state.projects.storage);
  if (storage === null) return null;
  if (storage.kind === 'memory') {
    return (
      <p className={styles.storage}>
        This browser offers no storage of its own here: projects last until this tab closes. Save them as
        files.
      </p>
    );
  }
  const share = usedShare(storage);
  return (
    <div className={styles.storage}>
      <span>{roomText(storage)}</span>
      {share !== null && (
        <Progress
          value={100 * share}
          size={4}
          color={share > 0.9 ? 'orange' : 'violet'}
          aria-label="Room used"
        />
      )}
      <Persistence storage={storage} />
    </div>
  );
}

function Persistence({ storage }: { readonly storage: StorageUse }) {
  const { askPersistence } = useActions().projects;
  const [asked, setAsked] = useState(false);
  const ask = async () => {
    await askPersistence();
    setAsked(true);
  };
  if (storage.persistent)
    return <span className={styles.dim}>Kept for good: the browser will not clear it.</span>;
  return (
    <div className={styles.keep}>
      <span className={styles.dim}>
        {asked
          ? 'The browser said no. Save important projects as files.'
          : 'When the disk runs short, the browser may clear all projects.'}
      </span>
      <Button size="compact-sm" variant="default" onClick={() => void ask()}>
        Keep for good
      </Button>
    </div>
  );
}

function roomText({ usedBytes, quotaBytes }: StorageUse): string {
  const used = `${formatBytes(usedBytes)} used`;
  return quotaBytes === null ? used : `${used} of ${formatBytes(quotaBytes)} that the browser grants`;
}
