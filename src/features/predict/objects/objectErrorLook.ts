/** How errors of objects are called and coloured: Okabe and Ito's set, so that they differ for every eye. */
import { OBJECT_ERRORS, type ObjectError } from '../../../domain/objects';

export const ERROR_KINDS = OBJECT_ERRORS.filter((kind) => kind !== 'none');

export const ERROR_LOOK: Readonly<
  Record<
    Exclude<ObjectError, 'none'>,
    { readonly name: string; readonly color: string; readonly doc: string }
  >
> = {
  right: { name: 'right', color: '#009e73', doc: 'One true object lies in it, or it lies in one.' },
  missed: { name: 'missed', color: '#d55e00', doc: 'A true object that none was found for.' },
  false: { name: 'false', color: '#56b4e9', doc: 'Found where there is no true object.' },
  merged: { name: 'merged', color: '#cc79a7', doc: 'Two or more true objects lie in it.' },
  split: { name: 'split', color: '#f0e442', doc: 'Lies in a true object, as another one does.' },
};
