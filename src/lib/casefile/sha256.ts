import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

// Web Crypto is missing on plain http away from localhost, and takes no stream: a file of 2 GB would have to fit in memory.

/** SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export function sha256OfText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** SHA-256 of bytes that arrive in pieces, lower-case hex. Throws the signal's reason if it is aborted. */
export async function sha256OfChunks(
  chunks: AsyncIterable<Uint8Array>,
  signal?: AbortSignal
): Promise<{ readonly hex: string; readonly bytes: number }> {
  const hash = sha256.create();
  let bytes = 0;
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { hex: bytesToHex(hash.digest()), bytes };
}

/** SHA-256 of bytes in memory, lower-case hex. */
export function sha256OfBytes(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
