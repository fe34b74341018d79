/** Words in the names of files and folders that say what a file is, in the languages people use. Used by planeNames. */

/** Lower case, without Latin accents: see `folded`. */
const MASK_WORDS = wordSet(
  // English and what datasets shorten it to
  'mask masks msk msks label labels labeled labelled lbl lbls annotation annotations annot annots anno annos ann',
  'gt gts groundtruth truth seg segs segm segmentation segmentations segmented manual target targets trimap trimaps',
  'binary',
  // German, French, Spanish, Portuguese, Italian
  'maske masken beschriftung beschriftungen segmentierung segmentierungen masque masques etiquette etiquettes',
  'segmentations verite mascara mascaras etiqueta etiquetas segmentacion segmentaciones rotulo rotulos',
  'segmentacao maschera maschere etichetta etichette segmentazione segmentazioni',
  // Dutch, Nordic, Polish, Czech, Finnish, Turkish
  'masker maskers segmentatie etiketten maska maski masky maskor masker maskit maski maskeler etykiety segmentacja etiketler',
  // Russian, Ukrainian, Chinese, Japanese, Korean
  'маска маски маскы метки метка разметка розмітка сегментация мітки',
  '掩膜 掩码 掩模 蒙版 遮罩 标签 標籤 标注 標註 真值 分割 マスク ラベル 正解 教師 마스크 라벨 레이블 정답',
);

const IMAGE_WORDS = wordSet(
  'image images img imgs raw photo photos picture pictures volume vol jpeg jpg png tif tiff ome input inputs original',
  'originals orig training',
  'bild bilder foto fotos aufnahme aufnahmen photographie photographies imagen imagenes imagem imagens immagine immagini',
  'afbeelding afbeeldingen beelden billede billeder obraz obrazy obrazky zdjecia kuva kuvat goruntu goruntuler resim resimler',
  'изображение изображения снимок снимки фото картинки зображення знімки',
  '图像 图片 圖像 圖片 影像 原图 原圖 照片 画像 写真 原画像 이미지 영상 사진',
);

/** Files that go along with images and are no truth: what the mark says, for the sentence that sets them aside. */
const ASIDE_WORDS: ReadonlyMap<string, string> = new Map([
  ...marks('an overlay', 'overlay overlays visualization visualizations visualisation visualisations'),
  ...marks('a preview', 'preview previews thumb thumbs thumbnail thumbnails'),
  ...marks('a prediction', 'pred preds predicted prediction predictions'),
  ...marks('a map of probabilities', 'prob probs probability probabilities heatmap heatmaps'),
  ...marks('a map of weights', 'weightmap weightmaps'),
  ...marks('a field of view', 'fov fovs'),
  ...marks('a map of flows', 'flows'),
  ...marks('markers for tracking', 'trackmarkers'),
  ...marks('superpixels', 'superpixels'),
  ...marks("a notebook's copy", 'ipynb'),
]);

/** Words that say nothing by themselves: "man_seg002", "ground_truth", "img_dir". */
export const FILLER_WORDS = wordSet('man ground terrain dir');

/** Words that name a part of a split; what they split stays comparable. */
const SPLIT_WORDS: ReadonlyMap<string, string> = new Map([
  ...marks('train', 'train training tr'),
  ...marks('val', 'val valid validation dev'),
  ...marks('test', 'test testing ts'),
]);

/** Words that are also written onto another word: "trainannot", "Zellmaske", "testimages". */
const ENDINGS = [
  ...[
    'annotations',
    'annotation',
    'annot',
    'masks',
    'mask',
    'masken',
    'maske',
    'labels',
    'label',
    'images',
    'image',
  ],
  ...['imgs', 'bilder'],
];

export type WordRole = 'mask' | 'image' | null;

/** What one lower-case word says of a file. */
export function wordRole(word: string): WordRole {
  const plain = folded(word);
  if (MASK_WORDS.has(plain)) return 'mask';
  return IMAGE_WORDS.has(plain) ? 'image' : null;
}

/** What the word sets a file aside as ("an overlay"), null for all other words. */
export function asideAs(word: string): string | null {
  return ASIDE_WORDS.get(word) ?? null;
}

/** `train`, `val` or `test` where the word names a part of a split, else null. */
export function splitOf(word: string): string | null {
  return SPLIT_WORDS.get(word) ?? null;
}

/** The word in two where a role is written onto another word, or into a run of Chinese or Japanese signs. */
export function splitRole(word: string): string[] {
  if (wordRole(word) !== null) return [word];
  const end = ENDINGS.find((ending) => word.endsWith(ending) && word.length > ending.length + 1);
  if (end !== undefined) return [word.slice(0, -end.length), end];
  return /^\p{Lo}/u.test(word) ? splitSigns(word) : [word];
}

/** At the first role word of two signs or more inside the run. */
function splitSigns(word: string): string[] {
  for (let from = 0; from < word.length; from++) {
    for (let to = word.length; to >= from + 2; to--) {
      const part = word.slice(from, to);
      if (wordRole(part) !== null) return [word.slice(0, from), part, word.slice(to)].filter(Boolean);
    }
  }
  return [word];
}

/** Without accents, so that "máscaras" and "mascaras" are one word. */
function folded(word: string): string {
  if (/^[a-z\d]*$/.test(word)) return word;
  return word.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}

function wordSet(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')).map(folded));
}

function marks(meaning: string, words: string): [string, string][] {
  return words.split(' ').map((word) => [word, meaning]);
}
