/** The transforms of one kind in a group that opens; their effects are drawn while it is open. */
import { AUGMENT_TRANSFORMS, type TransformInfo, type TransformName } from '../../domain/augmentTransforms';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useStudio } from '../studioContext';
import styles from './augment.module.css';
import { TransformRow } from './TransformRow';

export interface TransformGroupProps {
  readonly title: string;
  readonly kind: TransformInfo['kind'];
  readonly closed: boolean;
  readonly onToggle: (open: boolean) => void;
}

export function TransformGroup({ title, kind, closed, onToggle }: TransformGroupProps) {
  const names = transformsOf(kind);
  const on = useStudio(({ augment }) => names.filter((name) => augment.settings[name].enabled).length);
  return (
    <InspectorGroup title={title} detail={`${on} of ${names.length} on`} closed={closed} onToggle={onToggle}>
      <div className={styles.rows}>
        {names.map((name) => (
          <TransformRow key={name} name={name} />
        ))}
      </div>
    </InspectorGroup>
  );
}

/** In the order in which a patch goes through them. */
export function transformsOf(kind: TransformInfo['kind']): readonly TransformName[] {
  const names = Object.keys(AUGMENT_TRANSFORMS) as TransformName[];
  return names.filter((name) => AUGMENT_TRANSFORMS[name].kind === kind);
}
