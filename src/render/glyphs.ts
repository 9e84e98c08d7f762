/** The few signs beyond letters and digits, and what stands for them under `--ascii`. */

import type { Verdict } from '../analyses/targets.ts'

export type Glyphs = {
  readonly rule: string
  readonly ellipsis: string
  readonly separator: string
  readonly verdicts: Readonly<Record<Verdict, string>>
  /** Of a tree: a branch with others after it, the last one, and what runs past each. */
  readonly branch: string
  readonly lastBranch: string
  readonly trunk: string
  readonly noTrunk: string
  readonly operators: Readonly<Record<string, string>>
  /** Of a sparkline, the lowest first. */
  readonly levels: string
  readonly bars: BarGlyphs
}

/** Three fillings; a bar too thin for a column; a middle, and a mark to be reached. */
export type BarGlyphs = Readonly<Record<'full' | 'dark' | 'light' | 'thin' | 'middle' | 'mark', string>>

export const unicode: Glyphs = {
  rule: '─',
  ellipsis: '…',
  separator: ' · ',
  verdicts: { met: '✓', missed: '✗', undetermined: '?' },
  branch: '├─ ',
  lastBranch: '└─ ',
  trunk: '│  ',
  noTrunk: '   ',
  operators: { '>': '>', '>=': '≥', '<': '<', '<=': '≤' },
  levels: '▁▂▃▄▅▆▇█',
  bars: { full: '█', dark: '▓', light: '░', thin: '▏', middle: '│', mark: '┆' },
}

export const ascii: Glyphs = {
  rule: '-',
  ellipsis: '...',
  separator: ', ',
  verdicts: { met: 'OK', missed: 'MISS', undetermined: '?' },
  branch: '|- ',
  lastBranch: '`- ',
  trunk: '|  ',
  noTrunk: '   ',
  operators: { '>': '>', '>=': '>=', '<': '<', '<=': '<=' },
  levels: '.:-=+*#@',
  bars: { full: '#', dark: '+', light: '-', thin: '|', middle: '|', mark: '!' },
}
