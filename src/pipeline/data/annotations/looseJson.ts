/** JSON as programs write it: QuPath and Python put NaN and Infinity where a measurement has no number. Called by readAnnotations. */

/** A text between quotes, or one of these words outside of any. */
const WORDS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:Infinity|NaN)\b/gs;

/** With null in their place. Undefined where it is no JSON even so. */
export function looseJson(text: string): unknown {
  return parsed(text) ?? parsed(text.replace(WORDS, (found) => (found.startsWith('"') ? found : 'null')));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
