/** Longest name (kind, agency, id) and longest search text in a link, in UTF-16 units. */
export const MAX_NAME = 200;
export const MAX_SEARCH = 500;

// Control characters, halves of surrogate pairs, and characters that reverse the direction of what follows: none
// belongs in a name, and the last can make a link look like another.
const UNFIT = /[\p{Cc}\p{Surrogate}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/** The text without unfit characters, without spaces at its ends, cut to a length. Cleaning twice changes nothing. */
export function cleanText(text: string, maxLength: number): string {
  return text.replace(UNFIT, '').trim().slice(0, maxLength).replace(UNFIT, '').trim();
}

/** Whether cleanText would leave out characters from inside the text. */
export function hasUnfit(text: string): boolean {
  return text.search(UNFIT) >= 0;
}

/**
 * Percent-encodes a text for the fragment of an address. `:`, `/` and `@` stay readable; a comma is encoded, since
 * it separates the values of a list; quotes and brackets are encoded, since mail programs cut links at them.
 */
export function encodeText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replace(/%(?:3A|2F|40)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * Reads percent-encoded text; `+` is a space. A percent sign without two digits after it stands for itself. Null
 * where the encoded bytes are not UTF-8.
 */
export function decodeText(raw: string): string | null {
  try {
    return raw.replaceAll('+', ' ').replace(/(?:%[0-9A-Fa-f]{2})+/g, decodeURIComponent);
  } catch {
    return null;
  }
}
