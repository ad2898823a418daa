// The dashboard runs wholly in the reader's browser; the server only hands out files.
export const ssr = false;
export const prerender = true;
