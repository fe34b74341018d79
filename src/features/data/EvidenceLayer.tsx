/** Where a finding shows, outlined in the viewer, which is brought there. */
import { findingKey } from '../../state/findingKey';
import { OutlineLayer } from '../../ui/viewer/OutlineLayer';
import { Reveal } from '../../ui/viewer/Reveal';
import { useStudio } from '../studioContext';

export function EvidenceLayer({ imageId }: { readonly imageId: string }) {
  const evidence = useStudio(({ doctor }) => {
    const shown = doctor.findings.find((finding) => findingKey(finding) === doctor.shown);
    return shown?.imageId === imageId ? shown.evidence : null;
  });
  if (evidence === null) return null;
  const { x, y, width, height } = evidence;
  const path = `M${x} ${y}h${width}v${height}h${-width}Z`;
  return (
    <>
      <Reveal box={evidence} />
      <OutlineLayer outlines={[{ key: 'evidence', path, look: 'selected' }]} />
    </>
  );
}
