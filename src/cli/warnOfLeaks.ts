/** Says on standard error which held-out images are also trained on, under another name. Called before a run begins. */
import type { Split } from '../domain/train';
import { splitLeaks } from '../pipeline/data/doctor/judgeDuplicates';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { ownName } from './loadPairs';
import { report } from './progress';

/** Reads every image once. Of a split within images there is nothing to say: each is in both parts as it is. */
export async function warnOfLeaks(library: ImageLibrary, split: Split): Promise<void> {
  if (split.spatial !== null || split.validation.length === 0) return;
  for (const { heldOut, trained } of splitLeaks(await library.duplicates(), split)) {
    report(
      `warning: ${ownName(heldOut)} is held out and shows the same as ${ownName(trained)}, which is trained on: its scores will be too good`,
    );
  }
}
