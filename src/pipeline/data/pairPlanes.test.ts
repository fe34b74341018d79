/** The names people use, from public datasets and from the tools that write masks. Laws: pairLaws.test.ts; doubts: doubtfulNames.test.ts. */
import { describe, expect, it } from 'vitest';
import { aloneOf, pairing, pairsOf, stack } from '../../testing/pairedNames';
import { pairPlanes } from './pairPlanes';

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
