const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
const MAX_LOCATION = 500;

/**
 * Whether the text can name a case: the id of a served case, or the address of a case folder (a path, or http(s)
 * without user name, query and fragment). Whether it lies on our own origin is for caseUrl to say.
 */
export function isCaseName(text: string): boolean {
  if (ID.test(text) && !text.includes('..')) return true;
  if (text.length > MAX_LOCATION || /[\s\\?#\p{Cc}\p{Cf}\p{Surrogate}]/u.test(text) || text.startsWith('//'))
    return false;
  if (/^https?:\/\/[^/@]+(?:\/[^@]*)?$/i.test(text)) return URL.canParse(text);
  return text.includes('/') && !/^[^/]*:/.test(text);
}

/**
 * The address of the folder of a case, with a slash at its end: `cases/<id>/` of the page for an id. `page` is the
 * address of the page. Null where the name is none or the folder lies on another origin.
 */
export function caseUrl(name: string, page: string): URL | null {
  if (!isCaseName(name)) return null;
  const path = ID.test(name) ? `cases/${name}/` : name.endsWith('/') ? name : `${name}/`;
  if (!URL.canParse(path, page)) return null;
  const url = new URL(path, page);
  return url.origin === new URL(page).origin ? url : null;
}
