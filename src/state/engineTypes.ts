/** The boundary's types that features handle; features themselves know no engine. */
export type { ImageView, ImportFile, NamedFile, PreviewPair } from '../engine/protocol';
