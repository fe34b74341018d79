/** Which class the brush and the filler lay: one button each, with the digit that chooses it. */
import { predictionClasses } from '../../../state/selectors';
import { useActions, useStudio } from '../../studioContext';
import styles from './correct.module.css';

export function ClassChoice() {
  const { correct } = useActions();
  const classes = useStudio(predictionClasses);
  const tool = useStudio((state) => state.correct.tool);
  const chosen = useStudio((state) => state.correct.classIndex);
  if (tool !== 'brush' && tool !== 'fill') return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; these are what a tool lays.
    <div className={styles.classes} role="group" aria-label="Class to paint">
      {classes.map(({ name, color }, index) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a class is its index; names and colours change under it.
          key={index}
          type="button"
          className={styles.class}
          aria-pressed={index === chosen}
          onClick={() => correct.chooseClass(index)}
        >
          <span className={styles.swatch} style={{ background: color }} />
          <span className={styles.name}>{name}</span>
          {index < 9 && <kbd className={styles.key}>{index + 1}</kbd>}
        </button>
      ))}
    </div>
  );
}
