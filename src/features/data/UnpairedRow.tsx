/** A file that belongs to no image: drag it onto one in the strip, choose one from the list, or use it as an image. */
import { Button, Select } from '@mantine/core';
import { GripVertical } from 'lucide-react';
import { formatCount } from '../../ui/format';
import { useActions, useStudio } from '../studioContext';
import styles from './data.module.css';
import { attachFile, type UnpairedFile, withoutMask } from './pairChoices';
import pairing from './pairing.module.css';
import { useCarry } from './useCarry';

export function UnpairedRow({ file }: { readonly file: UnpairedFile }) {
  const { setPairs } = useActions().data;
  const { images, pairChoices } = useStudio((state) => state.data.dataset);
  const name = nameOf(file.path);
  const giveTo = (imageId: string) => {
    const choices = attachFile(pairChoices, images, imageId, file);
    if (choices) void setPairs(choices);
  };
  const { handle, ghost } = useCarry(name, giveTo);
  const takers = images.filter(({ id }) => attachFile(pairChoices, images, id, file) !== null);
  // Of a stack's pages one stands for all.
  const options = takers.filter(({ source }) => file.planeIds.length === 1 || source.page === 0);
  return (
    <li>
      <div className={pairing.unpaired}>
        <span className={pairing.grip} title="Drag it onto its image in the strip" {...handle}>
          <GripVertical size={14} aria-hidden />
        </span>
        <span className={styles.path}>{file.path}</span>
      </div>
      <span>{reasonText(file)}</span>
      <div className={pairing.repair}>
        <Select
          size="xs"
          className={pairing.belongs}
          placeholder="Belongs to…"
          aria-label={`Image that ${name} belongs to`}
          data={options.map(({ id, name: label }) => ({ value: id, label }))}
          value={null}
          searchable
          limit={100}
          nothingFoundMessage={nothingFound(file)}
          onChange={(id) => id !== null && giveTo(id)}
        />
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          className={styles.quiet}
          onClick={() => void setPairs(withoutMask(pairChoices, file.planeIds))}
        >
          Use as an image
        </Button>
      </div>
      {ghost}
    </li>
  );
}

function reasonText({ reason, planeIds }: UnpairedFile): string {
  const text = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  const sentence = text.endsWith('.') ? text : `${text}.`;
  return planeIds.length > 1 ? `${formatCount(planeIds.length)} pages. ${sentence}` : sentence;
}

function nothingFound({ planeIds }: UnpairedFile): string {
  return planeIds.length > 1
    ? `No file of ${formatCount(planeIds.length)} images: a stack goes page by page.`
    : 'No image of that name.';
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
