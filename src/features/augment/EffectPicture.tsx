/** What one transform does alone to the first patch on screen: beside its name, larger where the row is open. */
import { useMemo } from 'react';
import type { TransformName } from '../../domain/augmentTransforms';
import type { AugmentLayer } from '../../state/augmentSlice';
import { useStudio } from '../studioContext';
import styles from './augment.module.css';
import { PatchPicture } from './PatchPicture';
import type { PatchLook } from './patchPixels';
import { windowOf } from './patchToRgba';

const IMAGE: ReadonlySet<AugmentLayer> = new Set(['image']);

export function EffectPicture({ name, large }: { readonly name: TransformName; readonly large: boolean }) {
  const effect = useStudio((state) => state.augment.effects.get(name) ?? null);
  const look = useMemo<PatchLook | null>(() => {
    if (effect === null) return null;
    const window = windowOf(effect.pair.plain);
    return { window, layers: IMAGE, colors: [], hidden: new Set(), opacity: 0, maxWeight: 1 };
  }, [effect]);
  return (
    <span className={styles.effect} data-large={large || undefined}>
      {effect && look && <PatchPicture patch={effect.pair.augmented} look={look} grid={null} />}
    </span>
  );
}
