/** The images in a row under the centre: choose one by pointer or arrows. The same in every stage that shows one. */
import { useEffect, useRef } from 'react';
import { useStudio } from '../studioContext';
import styles from './strip.module.css';
import { Thumbnail } from './Thumbnail';

export function FilmStrip() {
  const images = useStudio((state) => state.data.dataset.images);
  const selectedId = useStudio((state) => state.data.selectedId);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const selected = list.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (selectedId === null || !selected) return;
    selected.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    // Arrows move the focus with the selection, but never take it from elsewhere.
    if (list.current?.contains(document.activeElement)) selected.focus();
  }, [selectedId]);
  if (images.length === 0) return null;
  return (
    <div ref={list} className={styles.strip} role="listbox" aria-label="Images" aria-orientation="horizontal">
      {images.map((image) => (
        <Thumbnail key={image.id} image={image} selected={image.id === selectedId} />
      ))}
    </div>
  );
}
