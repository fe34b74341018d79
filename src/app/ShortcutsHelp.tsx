/** All keys on one sheet. The browser's own dialog: it keeps the focus inside, and Escape closes it. */
import { Button, CloseButton, Kbd } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useActions } from '../features/studioContext';
import styles from './help.module.css';
import { SHORTCUTS, type ShortcutGroup } from './shortcuts';

export function ShortcutsHelp({ opened, onClose }: { readonly opened: boolean; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (opened) dialog.current?.showModal();
    else dialog.current?.close();
  }, [opened]);
  const { diagnostics } = useActions();
  const toDiagnostics = () => {
    onClose();
    void diagnostics.open();
  };
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="shortcuts" onClose={onClose}>
      <div className={styles.head}>
        <h2 id="shortcuts">Keyboard shortcuts</h2>
        <CloseButton aria-label="Close" onClick={onClose} />
      </div>
      {SHORTCUTS.map((group) => (
        <Group key={group.title} {...group} />
      ))}
      <Button mt="md" size="xs" variant="default" onClick={toDiagnostics}>
        GPU diagnostics
      </Button>
    </dialog>
  );
}

function Group({ title, keys }: ShortcutGroup) {
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.keys}>
        {keys.map(([names, text]) => (
          <div key={text} className={styles.row}>
            <dt>
              {names.map((name) => (
                <Kbd key={name}>{name}</Kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
