/** Where a finding shows, outlined in the viewer, which is brought there. */
import { useMemo } from 'react';
import { findingKey } from '../../state/findingKey';
import { OutlineLayer } from '../../ui/viewer/OutlineLayer';
import { Reveal } from '../../ui/viewer/Reveal';
import { useStudio } from '../studioContext';

export interface EvidenceLayerProps {
  readonly imageId: string;
  /** Pixels of the view to one of the image: the view of a very large image is smaller. */
  readonly scale: number;
}

export function EvidenceLayer({ imageId, scale }: EvidenceLayerProps) {
  const evidence = useStudio(({ doctor }) => {
    const shown = doctor.findings.find((finding) => findingKey(finding) === doctor.shown);
    return shown?.imageId === imageId ? shown.evidence : null;
  });
  const box = useMemo(
    () =>
      evidence && {
        x: evidence.x * scale,
        y: evidence.y * scale,
        width: evidence.width * scale,
        height: evidence.height * scale,
      },
    [evidence, scale],
  );
  if (box === null) return null;
  const { x, y, width, height } = box;
  const path = `M${x} ${y}h${width}v${height}h${-width}Z`;
  return (
    <>
      <Reveal box={box} />
      <OutlineLayer outlines={[{ key: 'evidence', path, look: 'selected' }]} />
    </>
  );
}
