/** What the colours of objects mean where their errors are drawn, and how many there are of each. */
import type { ObjectErrors } from '../../../domain/objects';
import { formatCount } from '../../../ui/format';
import { ERROR_KINDS, ERROR_LOOK } from './objectErrorLook';
import styles from './objects.module.css';

export function ErrorLegend({ counts }: Pick<ObjectErrors, 'counts'>) {
  return (
    <dl className={styles.legend} aria-label="Errors of objects">
      {ERROR_KINDS.map((kind) => {
        const { name, color, doc } = ERROR_LOOK[kind];
        return (
          <div key={kind} className={styles.entry} title={doc}>
            <dt>
              <span className={styles.swatch} style={{ background: color }} />
              {name}
            </dt>
            <dd>{formatCount(counts[kind])}</dd>
          </div>
        );
      })}
    </dl>
  );
}
