/** Which class is painted: one button each, with the digit that chooses it. */
import type { ClassInfo } from '../domain/labels';
import { laysClass, toolInHand } from '../state/paintSlice';
import styles from './paint.module.css';
import { useActions, useStudio } from './studioContext';

export function PaintClasses({ classes }: { readonly classes: readonly ClassInfo[] }) {
  const { paint } = useActions();
  const tool = useStudio(toolInHand);
  const chosen = useStudio((state) => state.paint.classIndex);
  if (!laysClass(tool)) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; these are what a tool lays.
    <div className={styles.classes} role="group" aria-label="Class to paint">
      {classes.map(({ name, color }, index) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a class is its index; names and colours change under it.
          key={index}
          type="button"
          className={styles.class}
          aria-pressed={index === Math.min(chosen, classes.length - 1)}
          onClick={() => paint.chooseClass(index)}
        >
          <span className={styles.swatch} style={{ background: color }} />
          <span className={styles.name}>{name}</span>
          {index < 9 && <kbd className={styles.key}>{index + 1}</kbd>}
        </button>
      ))}
    </div>
  );
}
