/** The first thing a newcomer sees: where to put files, what is read, and a sample to try. */
import { Button } from '@mantine/core';
import { FolderOpen, Images, Sparkles } from 'lucide-react';
import { useActions } from '../studioContext';
import styles from './data.module.css';
import { useFilePicker } from './FilePicker';

export function EmptyData() {
  const { importSample } = useActions().data;
  const picker = useFilePicker();
  return (
    <div className={styles.empty}>
      <div className={styles.dropZone}>
        <Images size={40} strokeWidth={1.25} aria-hidden />
        <p className={styles.dropTitle}>Drop images and masks</p>
        <p className={styles.dropText}>
          TIFF, PNG, JPEG, GIF, BMP, PGM, WebP or AVIF; stacks, folders and zip files too. A mask has the name
          of its image, alone or with an ending such as _mask; outlines from COCO, LabelMe, QuPath or ImageJ
          will do as well.
        </p>
        <div className={styles.buttons}>
          <Button leftSection={<Images size={16} aria-hidden />} onClick={picker.openFiles}>
            Choose files
          </Button>
          <Button
            variant="default"
            leftSection={<FolderOpen size={16} aria-hidden />}
            onClick={picker.openFolder}
          >
            Choose a folder
          </Button>
          <Button
            variant="default"
            leftSection={<Sparkles size={16} aria-hidden />}
            onClick={() => void importSample()}
          >
            Try a sample
          </Button>
        </div>
        <p className={styles.dropNote}>Nothing leaves this computer.</p>
      </div>
    </div>
  );
}
