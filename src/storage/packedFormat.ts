/** The packed project: a zip of the document and the content it refers to. What packing and unpacking share. */
import { configure } from '@zip.js/zip.js';

// This already runs in a worker; zip.js would start more of them from other addresses.
configure({ useWebWorkers: false });

export const PACKED_DOCUMENT = 'project.json';

export const PACKED_TYPE = 'application/zip';

/** States what the file is, before anything else of it is believed. */
export const PACKED_FORMAT = 'unet-studio-project';

export const packedContent = (stored: string) => `content/${stored}`;
