/** How texts for people are written, by the options. */

import { ascii, unicode } from '../render/glyphs.ts'
import type { Style } from '../render/projection.ts'
import type { Options } from './options.ts'

export function styleOf({ language, isAscii, digits }: Options): Style {
  return { language, digits, glyphs: isAscii ? ascii : unicode }
}
