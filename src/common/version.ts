/** The studio's version, as results tell where they come from. A test holds it to package.json. */
export const STUDIO_VERSION = '0.1.0';
