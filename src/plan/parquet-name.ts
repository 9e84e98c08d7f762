/** Which files are Parquet, and what they are decoded to. Apart from the decoding, which an ordinary run does without. */

export const PARQUET = '.parquet'

export function isParquet(path: string): boolean {
  return path.toLowerCase().endsWith(PARQUET)
}

/** The text of a table, or why there is none. */
export type Decoded =
  | { readonly ok: true; readonly text: Uint8Array }
  /** In the words of who reads Parquet. */
  | { readonly ok: false; readonly reason: string }
