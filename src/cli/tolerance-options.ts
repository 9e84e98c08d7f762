/** `--rtol` and `--atol`, as commands list them. */

import type { OptionSpec } from './options.ts'

export const toleranceOptions: readonly OptionSpec[] = [
  {
    flags: '--rtol <share>',
    takes: 'value',
    en: 'a number may differ by this share of the first one (default: 1e-9)',
    zh: '允许的差异占前者的比例（默认：1e-9）',
  },
  {
    flags: '--atol <amount>',
    takes: 'value',
    en: 'and by this much more (default: 1e-15)',
    zh: '在此之外再允许的数额（默认：1e-15）',
  },
]
