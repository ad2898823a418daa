import type { View } from '../domain/view.ts';
import { normalise } from './normalise.ts';
import { PARAMS } from './params.ts';

/**
 * The view as the fragment of an address, without `#`: readable, in a fixed order, what equals the default left out
 * (the default view is the empty text). `decode(encode(view)).view` equals `normalise(view)`. Example:
 * `case=demo&from=2020-06-12&to=2020-06-14T12:00Z&region=NL,BE`.
 */
export function encode(view: View): string {
  const valid = normalise(view);
  return PARAMS.map((param) => ({ name: param.name, value: param.write(valid) }))
    .filter(({ value }) => value !== null)
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
}
