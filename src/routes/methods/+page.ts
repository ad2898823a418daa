// A folder with an index, so that the page opens from any static host.
export const trailingSlash = 'always';
