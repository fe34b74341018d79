/** Lets a new picture come in within a fifth of a second; at once for those who want no motion. */
import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useState } from 'react';

const FADE_MS = 180;
/** What a new picture begins with: the one before it was much alike. */
const FROM = 0.35;

/** 0..1, to multiply an opacity with; begins anew with every `picture` that is not null. */
export function useFade(picture: unknown): number {
  const still = useReducedMotion();
  const [strength, setStrength] = useState(1);
  useEffect(() => {
    if (still || picture === null) {
      setStrength(1);
      return undefined;
    }
    const start = performance.now();
    let frame = 0;
    const draw = () => {
      const share = Math.min(1, (performance.now() - start) / FADE_MS);
      setStrength(FROM + (1 - FROM) * share);
      if (share < 1) frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [picture, still]);
  return strength;
}
