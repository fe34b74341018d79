/** What the command line can do, in the words of `--help`. */
import { studioError } from '../common/errors';

const TEXT = `U-Net Studio

  inspect [--json] PATH...
          reads, pairs and judges; prints files, pairs, findings and what stayed alone as JSON

  preview --images P --masks P --out sheet.png [--preset N] [--seed S] [--tile T]
          [--layers image,labels,grid,weights]
          draws a contact sheet of the patches that training would draw first; N is default, paper, falk,
          nnunet, gentle or none

  train   --images P --masks P --out DIR [--preset N] [--steps N or --minutes M] [--width W] [--depth D]
          [--tile T] [--batch B] [--scale F] [--validation K] [--seed S] [--init MODEL]
          trains by a preset (auto, fast, modern or paper), from new weights or from those of a model, with its
          network, channels, intensities and, unless --scale is given, scale; writes DIR/model.safetensors (best on validation), DIR/last.safetensors, DIR/run.json,
          DIR/checkpoint/; Ctrl-C stops and keeps what was learned, once more ends at once
          --images P --masks P --out DIR --resume [--steps N]
          goes on from DIR/checkpoint/, to the planned steps or to N

  predict --model M --images P --out DIR [--truth P] [--tta] [--average M]... [--probabilities] [--instances]
          [--outlines geojson|rois|coco] [--overlay] [--stack]
          segments; writes DIR/NAME.png (value = class index), with --truth DIR/scores.json, with --probabilities
          DIR/NAME.prob.tif (float32, one page a class), with --instances DIR/NAME.objects.tif (value = number of
          the object) and DIR/objects.csv (a row an object, after one line that says where they come from);
          --outlines draws objects as polygons: geojson as DIR/NAME.geojson (QuPath), rois as DIR/NAME.RoiSet.zip
          (ImageJ), coco as DIR/coco.json (all images); --overlay writes DIR/NAME.overlay.png (the image with the
          classes in colour), --stack DIR/masks.tif (all masks, a page each);
          --tta averages each tile over its eight turned and mirrored forms, in eight times the time; --average, which
          may be given more than once, averages the probabilities of the model with those of another of the same
          network, channels, intensities, scale and classes; TIFFs of 100 megapixels and more are read and written by
          parts, without --instances, --truth, --outlines, --overlay and --stack

  export  --model M --format F --out PATH
          converts; F is safetensors, onnx, or tfjs (PATH ends in /model.json, with weights.bin beside it, or in .zip)

STUDIO_KERNELS=direct or tiled in the environment forces one kind of kernels; run.json says which were used.

P and PATH are image files, folders, TIFF stacks or zips; M is a .safetensors file or the model.json of the page.`;

/** The help text where it was asked for; otherwise throws `bad-option` naming the unknown command. */
export function usage(command: string): string {
  if (['', 'help', '--help', '-h'].includes(command)) return TEXT;
  throw studioError(
    'bad-option',
    `There is no command "${command}".`,
    'The commands are inspect, preview, train, predict and export.',
    command,
  );
}
