/** The names people use, from public datasets and from the tools that write masks. The laws are in pairLaws.test.ts. */
import { describe, expect, it } from 'vitest';
import type { PlaneSource } from '../../domain/data';
import { pairPlanes } from './pairPlanes';

const single = (path: string): PlaneSource => ({ path, page: 0, pages: 1 });
const stack = (path: string, pages: number): PlaneSource[] =>
  Array.from({ length: pages }, (_, page) => ({ path, page, pages }));

const pairing = (paths: readonly string[]) => pairPlanes(paths.map(single), []);

/** Masks of each image: null for none, the path for one, the paths for several. */
function pairsOf(paths: readonly string[]) {
  const { pairs } = pairing(paths);
  return Object.fromEntries(
    pairs.map(({ image, mask }) => {
      const [first, ...rest] = mask?.planes.map(({ path }) => path) ?? [];
      return [image.path, first === undefined ? null : rest.length === 0 ? first : [first, ...rest]];
    }),
  );
}

/** What stays alone: path and reason. */
const aloneOf = (paths: readonly string[]) =>
  Object.fromEntries(pairing(paths).unpaired.map(({ path, reason }) => [path, reason]));

describe('names met in the wild', () => {
  it('parallel folders, numbers not padded (ISBI copies)', () => {
    const paths = [0, 1, 2, 10].flatMap((i) => [`train/image/${i}.png`, `train/label/${i}.png`]);
    const pairs = pairsOf([...paths, 'test/0.png', 'test/1.png']);
    for (const i of [0, 1, 2, 10]) expect(pairs[`train/image/${i}.png`]).toBe(`train/label/${i}.png`);
    expect(pairs['test/0.png']).toBeNull();
    expect(Object.keys(pairs).length).toBe(6);
  });

  it('stacks page by page (ISBI challenge)', () => {
    const planes = [...stack('train-labels.tif', 30), ...stack('train-volume.tif', 30)];
    const { pairs, unpaired } = pairPlanes(planes, []);
    expect(pairs.length).toBe(30);
    expect(unpaired).toEqual([]);
    for (const { image, mask, reason } of pairs) {
      expect(image.path).toBe('train-volume.tif');
      expect(mask?.planes).toEqual([{ path: 'train-labels.tif', page: image.page, pages: 30 }]);
      expect(reason).toMatch(/page by page/);
    }
  });

  it('by number where only some frames have a mask; tracking markers are none (Cell Tracking Challenge)', () => {
    const paths = ['01/t001.tif', '01/t002.tif', '01_GT/SEG/man_seg002.tif', '02/t002.tif'];
    const decoys = ['01_GT/TRA/man_track001.tif', '01_GT/TRA/man_track002.tif', '01_RES/mask002.tif'];
    expect(pairsOf([...paths, ...decoys])).toEqual({
      '01/t001.tif': null,
      '01/t002.tif': '01_GT/SEG/man_seg002.tif',
      '02/t002.tif': null,
    });
    expect(aloneOf([...paths, ...decoys])).toEqual({
      '01_GT/TRA/man_track001.tif': 'its name says that it is markers for tracking, not a mask',
      '01_GT/TRA/man_track002.tif': 'its name says that it is markers for tracking, not a mask',
      '01_RES/mask002.tif': 'its name says that it is a prediction, not a mask',
    });
  });

  it('gold truth before silver, silver where there is no gold (Cell Tracking Challenge)', () => {
    const paths = ['01/t001.tif', '01/t002.tif', '01_GT/SEG/man_seg002.tif'];
    const silver = ['01_ST/SEG/man_seg001.tif', '01_ST/SEG/man_seg002.tif'];
    expect(pairsOf([...paths, ...silver])).toEqual({
      '01/t001.tif': '01_ST/SEG/man_seg001.tif',
      '01/t002.tif': '01_GT/SEG/man_seg002.tif',
    });
  });

  it('one file an object, called by hashes (Kaggle DSB2018)', () => {
    const paths = ['ab1/images/ab1.png', 'ab1/masks/ff0.png', 'ab1/masks/0e1.png', 'zz/images/zz.png'];
    expect(pairsOf([...paths, 'zz/masks/c3.png'])).toEqual({
      'ab1/images/ab1.png': ['ab1/masks/0e1.png', 'ab1/masks/ff0.png'],
      'zz/images/zz.png': 'zz/masks/c3.png',
    });
    expect(pairing(paths).pairs[0]?.mask?.words).toEqual([null, null]);
    expect(pairing(paths).pairs[0]?.reason).toMatch(/^2 files, one an object: /);
  });

  it('one file an object, called by classes (pycococreator)', () => {
    const masks = ['1001_circle_0.png', '1001_square_1.png', '1000_square_0.png'];
    const photos = ['1000.jpeg', '1001.jpeg'];
    for (const [images, annotations] of [
      ['train/', 'annotations/'],
      ['', 'annotations/'],
      ['', ''],
    ]) {
      const paths = [...photos.map((name) => images + name), ...masks.map((name) => annotations + name)];
      const { pairs, unpaired } = pairing(paths);
      expect(pairs.map(({ mask }) => mask?.planes.map(({ path }) => path))).toEqual([
        [`${annotations}1000_square_0.png`],
        [`${annotations}1001_circle_0.png`, `${annotations}1001_square_1.png`],
      ]);
      expect(pairs.map(({ mask }) => mask?.words)).toEqual([['square'], ['circle', 'square']]);
      expect(unpaired).toEqual([]);
    }
  });

  it('one file an object, in a folder called after the image', () => {
    const paths = ['images/a.jpg', 'images/b.jpg', 'masks/a/1.png', 'masks/a/2.png', 'masks/b/1.png'];
    expect(pairsOf(paths)).toEqual({
      'images/a.jpg': ['masks/a/1.png', 'masks/a/2.png'],
      'images/b.jpg': 'masks/b/1.png',
    });
  });

  it('further objects of an image that has a mask (BUSI)', () => {
    const paths = ['benign (1).png', 'benign (1)_mask.png', 'benign (1)_mask_1.png', 'benign (2).png'];
    expect(pairsOf([...paths, 'benign (2)_mask.png'])).toEqual({
      'benign (1).png': ['benign (1)_mask_1.png', 'benign (1)_mask.png'],
      'benign (2).png': 'benign (2)_mask.png',
    });
  });

  it('names of single objects are not classes', () => {
    const masks = Array.from(
      { length: 40 },
      (_, i) => `masks/a_${String.fromCharCode(103 + (i % 20), 103 + i / 2)}x.png`,
    );
    const { pairs } = pairing(['images/a.png', ...masks]);
    expect(pairs[0]?.mask?.planes.length).toBe(40);
    expect(new Set(pairs[0]?.mask?.words)).toEqual(new Set([null]));
  });

  it('the manual labels, not the field of view, nor the field of view where there are none (DRIVE)', () => {
    const training = ['training/images/21_training.tif', 'training/1st_manual/21_manual1.gif'];
    const test = ['test/images/01_test.tif', 'test/mask/01_test_mask.gif'];
    const paths = [...training, 'training/mask/21_training_mask.gif', ...test];
    expect(pairsOf(paths)).toEqual({
      'test/images/01_test.tif': null,
      'training/images/21_training.tif': 'training/1st_manual/21_manual1.gif',
    });
    expect(aloneOf(paths)).toEqual({
      'test/mask/01_test_mask.gif': expect.stringContaining('better masks than this kind'),
      'training/mask/21_training_mask.gif':
        'the image 21_training.tif already has training/1st_manual/21_manual1.gif',
    });
  });

  it('the manual labels beside fields of view of the same name (HRF)', () => {
    const paths = ['images/01_h.jpg', 'manual1/01_h.tif', 'mask/01_h_mask.tif'];
    expect(pairsOf(paths)).toEqual({ 'images/01_h.jpg': 'manual1/01_h.tif' });
  });

  it('the first of two observers (CHASE_DB1)', () => {
    const paths = ['Image_01L.jpg', 'Image_01L_2ndHO.png', 'Image_01L_1stHO.png', 'Image_01R.jpg'];
    expect(pairsOf(paths)).toEqual({ 'Image_01L.jpg': 'Image_01L_1stHO.png', 'Image_01R.jpg': null });
    expect(aloneOf(paths)).toEqual({
      'Image_01L_2ndHO.png': 'the image Image_01L.jpg already has Image_01L_1stHO.png',
    });
  });

  it('masks before colour annotations (CWFID)', () => {
    const paths = ['images/001_image.png', 'annotations/001_annotation.png', 'masks/001_mask.png'];
    expect(pairsOf(paths)).toEqual({ 'images/001_image.png': 'masks/001_mask.png' });
    expect(aloneOf(paths)).toEqual({
      'annotations/001_annotation.png': 'the image 001_image.png already has masks/001_mask.png',
    });
  });

  it('the first channel of a case (nnU-Net)', () => {
    const images = ['imagesTr/BRAIN_01_0000.png', 'imagesTr/BRAIN_01_0001.png', 'imagesTs/BRAIN_09_0000.png'];
    expect(
      pairsOf([...images, 'labelsTr/BRAIN_01.png', 'imagesTr/BRAIN_02_0000.png', 'labelsTr/BRAIN_02.png']),
    ).toEqual({
      'imagesTr/BRAIN_01_0000.png': 'labelsTr/BRAIN_01.png',
      'imagesTr/BRAIN_01_0001.png': null,
      'imagesTr/BRAIN_02_0000.png': 'labelsTr/BRAIN_02.png',
      'imagesTs/BRAIN_09_0000.png': null,
    });
  });

  it('parts of a split with the same names in each', () => {
    const paths = ['train', 'val', 'test'].flatMap((part) => [
      `images/${part}/1.png`,
      `labels/${part}/1.png`,
    ]);
    const pairs = pairsOf(paths);
    expect(pairs['images/val/1.png']).toBe('labels/val/1.png');
    expect(Object.values(pairs)).not.toContain(null);
    expect(pairsOf(['train/images/1.png', 'val/masks/1.png'])).toEqual({ 'train/images/1.png': null });
  });

  it('street scenes with several pictures of each label (Cityscapes)', () => {
    const scene = 'train/aachen/aachen_000000_000019_';
    const others = ['color', 'instanceIds'].map((kind) => `gtFine/${scene}gtFine_${kind}.png`);
    const paths = [`leftImg8bit/${scene}leftImg8bit.png`, `gtFine/${scene}gtFine_labelIds.png`, ...others];
    expect(pairsOf(paths)).toEqual({
      [`leftImg8bit/${scene}leftImg8bit.png`]: `gtFine/${scene}gtFine_labelIds.png`,
    });
  });

  it.for([
    ['CWFID', 'images/001_image.png', 'masks/001_mask.png'],
    ['CamVid', 'train/0001TP_006690.png', 'trainannot/0001TP_006690.png'],
    ['CamVid, original', '701_StillsRaw_full/0001TP_006690.png', 'LabeledApproved_full/0001TP_006690_L.png'],
    ['magnetic tile', 'Imgs/exp1_num_4727.jpg', 'Imgs/exp1_num_4727.png'],
    ['NEUBIAS', 'xy_8bit__mitocheck_incenp_t1.tif', 'xy_8bit_labels__mitocheck_incenp_t1.tif'],
    ['VOC', 'JPEGImages/2011_000003.jpg', 'SegmentationClass/2011_000003.png'],
    [
      'ISIC',
      'ISIC-2017_Training_Data/ISIC_0000000.jpg',
      'ISIC-2017_Training_Part1_GroundTruth/ISIC_0000000_segmentation.png',
    ],
    ['Carvana', 'train/fff9b3a_01.jpg', 'train_masks/fff9b3a_01_mask.gif'],
    ['pets', 'images/Abyssinian_1.jpg', 'annotations/trimaps/Abyssinian_1.png'],
    ['CVC-ClinicDB', 'Original/1.tif', 'Ground Truth/1.tif'],
    ['GlaS', 'train_1.bmp', 'train_1_anno.bmp'],
    ['STARE', 'stare-images/im0001.ppm', 'labels-ah/im0001.ah.ppm'],
    ['two zips', 'images.zip/a1.png', 'masks.zip/a1.png'],
    ['mmsegmentation', 'img_dir/train/7.png', 'ann_dir/train/7.png'],
    ['cellpose', 'cells/007_img.png', 'cells/007_masks.png'],
    ['cellpose by name', 'cells/007.tif', 'cells/007_cp_masks.png'],
    ['_mask', 'cells/a1.tif', 'cells/a1_mask.png'],
    ['-mask', 'cells/a1.tif', 'cells/a1-mask.png'],
    ['.mask', 'cells/a1.tif', 'cells/a1.mask.png'],
    ['_seg', 'cells/a1.tif', 'cells/a1_seg.tif'],
    ['_label', 'cells/a1.tif', 'cells/a1_label.tif'],
    ['_labels', 'cells/a1.tif', 'cells/a1_labels.tif'],
    ['_gt', 'cells/a1.tif', 'cells/a1_gt.tif'],
    ['Labels', 'cells/A1.tif', 'cells/A1Labels.tif'],
    ['mask_', 'cells/a1.tif', 'cells/mask_a1.tif'],
    ['label_', 'cells/a1.tif', 'cells/label_a1.tif'],
    ['OME', 'cells/a1.ome.tif', 'cells/a1_mask.tif'],
    ['two extensions', 'img/a1.jpg', 'mask/a1.jpg.png'],
    ['case folders', 'case07/image.png', 'case07/mask.png'],
    ['two files', 'embryo.tif', 'labels.tif'],
    ['extension in capitals', 'images/A1.TIF', 'masks/a1.PNG'],
    ['padded and not', 'images/img_007.png', 'masks/mask_7.png'],
    ['other words', 'images/patient3_scan.png', 'masks/patient3_lesion.png'],
    ['longer image', 'images/a1_DAPI.tif', 'masks/a1.tif'],
    ['last number', 'images/20240105_cell_3.png', 'masks/m3.png'],
    ['German', 'Bilder/a1.png', 'Masken/a1.png'],
    ['German, one word', 'Testbilder/a1.png', 'Testmasken/a1.png'],
    ['French', 'images/a1.png', 'masques/a1.png'],
    ['French truth', 'images/a1.png', 'vérité terrain/a1.png'],
    ['Spanish', 'imágenes/a1.png', 'máscaras/a1.png'],
    [
      'Spanish, macOS',
      'imágenes/a1.png'.normalize('NFD'),
      'máscaras/á1.png'.normalize('NFD').replace('á'.normalize('NFD'), 'a'),
    ],
    ['Italian', 'immagini/a1.png', 'maschere/a1.png'],
    ['Portuguese', 'imagens/a1.png', 'rótulos/a1.png'],
    ['Dutch', 'afbeeldingen/a1.png', 'maskers/a1.png'],
    ['Polish', 'obrazy/a1.png', 'maski/a1.png'],
    ['Russian', 'снимки/a1.png', 'маски/a1.png'],
    ['Chinese', '原图/a1.png', '标签/a1.png'],
    ['Chinese, one word', '训练图像/a1.png', '训练标签/a1.png'],
    ['Japanese', '画像/a1.png', 'ラベル/a1.png'],
    ['Korean', '이미지/a1.png', '마스크/a1.png'],
    ['accents', 'images/Zellkörper 1.png', 'masks/Zellkörper 1.png'.normalize('NFD')],
  ] as const)('%s: %s with %s', ([, image, mask]) => {
    // Beside a second pair, another number, so that neither is alone.
    const others = [image, mask].map((path) => path.replace(/\d+(?=\D*$)/, (n) => `${Number(n) + 5}`));
    const all = [...new Set([image, mask, ...others])];
    expect(pairsOf(all)[image]).toBe(mask);
    expect(aloneOf(all)).toEqual({});
  });
});

describe('files that go along with images', () => {
  it.for([
    'overlay_1.png',
    '1_overlay.png',
    'previews/1.png',
    '1_pred.png',
    'predictions/1.png',
    '1_mask_pred.png',
    '1_fov_mask.png',
  ])('%s is neither image nor mask', (decoy) => {
    const paths = ['1.png', '1_mask.png', decoy];
    expect(pairsOf(paths)).toEqual({ '1.png': '1_mask.png' });
    expect(aloneOf(paths)).toEqual({
      [decoy]: expect.stringMatching(/^its name says that it is an? .*, not a mask$/),
    });
  });

  it('are images where there is nothing else', () => {
    expect(pairsOf(['preview_1.png', 'preview_2.png'])).toEqual({
      'preview_1.png': null,
      'preview_2.png': null,
    });
  });
});

describe('doubtful names', () => {
  it('a folder without hints holds images without masks', () => {
    expect(pairsOf(['b.png', 'a.png', 'c.tif'])).toEqual({ 'a.png': null, 'b.png': null, 'c.tif': null });
    expect(pairing(['a.png']).pairs[0]?.reason).toBe('no masks are loaded');
  });

  it('files that would all be masks are images', () => {
    expect(pairsOf(['label_free_1.png', 'label_free_2.png'])).toEqual({
      'label_free_1.png': null,
      'label_free_2.png': null,
    });
  });

  it('a mask word in the name of every image says nothing', () => {
    const paths = [1, 2].flatMap((i) => [`images/label_free_${i}.png`, `masks/label_free_${i}.png`]);
    expect(pairsOf([...paths, 'readme.png'])['images/label_free_1.png']).toBe('masks/label_free_1.png');
    expect(pairsOf(['label_free_1.png', 'label_free_1_mask.png'])).toEqual({
      'label_free_1.png': 'label_free_1_mask.png',
    });
  });

  it('masks lie in the folder of images, and images in one of masks', () => {
    expect(pairsOf(['images/a.png', 'images/a_mask.png', 'b.png'])['images/a.png']).toBe('images/a_mask.png');
    expect(pairsOf(['masks/a.png', 'masks/a_mask.png', 'b.png'])['masks/a.png']).toBe('masks/a_mask.png');
  });

  it('what the folder of the whole drop is called says nothing', () => {
    expect(pairsOf(['segmentation/a.png', 'segmentation/a_mask.png'])).toEqual({
      'segmentation/a.png': 'segmentation/a_mask.png',
    });
  });

  it('masks of missing images are not objects of the one that is there', () => {
    const paths = ['images/05.png', ...[3, 4, 5].map((index) => `masks/0${index}.png`)];
    expect(pairsOf(paths)).toEqual({ 'images/05.png': 'masks/05.png' });
    expect(Object.values(aloneOf(paths))).toEqual(Array(2).fill('no image carries this name'));
    expect(pairsOf(['images/05.png', 'masks/03.png'])).toEqual({ 'images/05.png': null });
  });

  it('a mask is not given to the image that happens to be left over', () => {
    const paths = ['images/a.png', 'images/b.png', 'masks/a.png', 'masks/c.png'];
    expect(pairsOf(paths)).toEqual({ 'images/a.png': 'masks/a.png', 'images/b.png': null });
  });

  it('a mask that fits two images is given to neither', () => {
    const paths = ['x/images/7.png', 'y/images/7.png', 'masks/7.png'];
    expect(aloneOf(paths)).toEqual({ 'masks/7.png': 'it could belong to x/images/7.png or y/images/7.png' });
  });

  it('one picture in two kinds of file gets one mask, at the kind that keeps every bit', () => {
    expect(pairsOf(['a.tif', 'a.jpg', 'a_mask.png'])).toEqual({ 'a.jpg': null, 'a.tif': 'a_mask.png' });
  });

  it('a stack and its labels in a copy of another name', () => {
    const { pairs } = pairPlanes([...stack('train-volume.tif', 2), ...stack('train-labels_lzw.tif', 2)], []);
    expect(pairs.map(({ mask }) => mask?.planes[0]?.page)).toEqual([0, 1]);
    expect(pairs[0]?.reason).toBe('its name has the words of train-volume and more, page by page');
  });

  it('a stack and its labels that differ in pages say which stay alone', () => {
    const { pairs, unpaired } = pairPlanes([...stack('volume.tif', 2), ...stack('labels.tif', 3)], []);
    expect(pairs.map(({ mask }) => mask?.planes[0]?.page)).toEqual([0, 1]);
    expect(unpaired).toEqual([{ path: 'labels.tif', page: 2, pages: 3, reason: 'volume.tif has no page 3' }]);
    const short = pairPlanes([...stack('volume.tif', 3), ...stack('labels.tif', 2)], []);
    expect(short.pairs.map(({ reason }) => reason).at(-1)).toBe('its mask file has no page 3');
  });

  it.for([0, 1])('a stack and a folder of as many masks, numbered from %i', (from) => {
    const masks = [0, 1, 2, 10].slice(0, 3).map((i) => single(`masks/m${i + from}.png`));
    const deep = pairPlanes([...stack('brain.tif', 3), ...masks], []);
    expect(deep.pairs.map(({ mask }) => mask?.planes)).toEqual(masks.map((mask) => [mask]));
    expect(deep.pairs[0]?.reason).toBe('brain.tif has as many pages as masks/ has files, by number');

    const images = masks.map(({ path }) => single(path.replace('masks/m', 'raw/frame')));
    const flat = pairPlanes([...images, ...stack('truth_of_film.tif', 3)], []);
    expect(flat.pairs.map(({ mask }) => mask?.planes[0]?.page)).toEqual([0, 1, 2]);
    expect(flat.unpaired).toEqual([]);
  });

  it('a stack and a folder of another number of masks stay apart', () => {
    const masks = [0, 1, 3].map((i) => single(`masks/m${i}.png`));
    const { pairs, unpaired } = pairPlanes([...stack('brain.tif', 3), ...masks], []);
    expect(pairs.map(({ mask }) => mask)).toEqual([null, null, null]);
    expect(unpaired.length).toBe(3);
  });

  it('what a hash happens to spell says nothing', () => {
    const names = ['cju2gt5qkwl35piu0993', 'cju0seg7kwl35piu0991', '3f2a1b4c-00e1-4d2c-9a7f-0123456789ab'];
    const paths = names.flatMap((name) => [`images/${name}.jpg`, `masks/${name}.jpg`]);
    for (const name of names) expect(pairsOf(paths)[`images/${name}.jpg`]).toBe(`masks/${name}.jpg`);
    // Beside the file of the same end: its last digits are no number of an image.
    expect(
      pairsOf(['images/a 1.jpg', 'images/b 2.jpg', `masks/${names[0]}.jpg`])['images/a 1.jpg'],
    ).toBeNull();
  });

  it('images come in natural order', () => {
    expect(Object.keys(pairsOf(['x/10.png', 'x/2.png', 'x/1.png']))).toEqual([
      'x/1.png',
      'x/2.png',
      'x/10.png',
    ]);
  });
});
