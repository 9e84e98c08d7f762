/** Whole command lines over small plans. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { claim } from '../claims.ts'
import { newFolder } from '../folders.ts'
import { mutated } from '../mutate.ts'
import type { Random } from '../random.ts'
import { type Target, textIn } from '../target.ts'
import { anyWord, prototypeNames } from '../words.ts'
import { yuce } from '../yuce.ts'

const plan: Readonly<Record<string, string>> = {
  'baseline.csv': 'sector,year,revenue\n__proto__,2023,90\n__proto__,2024,100\nconstructor,2024,50\n',
  'scenarios.csv': 'scenario,inherits\nbase,\ntoString,base\nvalueOf,toString\n',
  'growth.csv':
    'scenario,sector,year,growth\n*,*,2025-2027,"normal(5%, 2%)"\ntoString,__proto__,2026,"uniform(1%, 9%)"\nvalueOf,*,2027,+1pp\n',
  'targets.csv':
    'target,indicator,sector,year,op,value\nhasOwnProperty,total_revenue,,2027,>,180\n__proto__,revenue,constructor,2027,<,60\n',
}
const commands = [
  ...['project', 'check', 'validate', 'explain', 'solve', 'sweep', 'compare', 'track', 'simulate', 'sensitivity'],
  ...['discover', 'calibrate', 'merge', 'diff', 'help', 'report', 'export', 'completion', ...prototypeNames],
]
/** What may follow each of them; `%` is a word of the plan. */
const options = [
  ...[
    '-s %',
    '--set growth[%,2026]=+1pp',
    '--set %=5%',
    '-f csv',
    '-f json',
    '-f ndjson',
    '-f md',
    '-f html',
    '-f xlsx',
    '--to iamc',
    '--to parquet',
    '--to xlsx',
    '--region %',
    '--layout wide',
    '--digits 3',
  ],
  ...[
    '--variable %',
    '--target %',
    '--target total_revenue>1@2027',
    '--base-year 2024',
    '--horizon 2026',
    '--lang zh',
    '--ascii',
  ],
  ...[
    '--vary growth[%,*]',
    '--bounds -5pp:10pp',
    '--least',
    '--over growth[*,2026]=0%:4%:2%',
    '--require %:*',
    '--fail-on-miss',
  ],
  ...[
    '--method tornado',
    '--method morris',
    '--by year',
    '--of %',
    '--year 2026',
    '--as-of 2024',
    '--fans',
    '--seed 0',
  ],
  ...[
    '--sampler lhs',
    '--sampler random',
    '--excel',
    '--encoding gb18030',
    '--delimiter ;',
    '--where >0.5',
    '--peel 0.2',
    '-q',
    '%',
  ],
]
const ofPlan = [
  'base',
  'toString',
  'valueOf',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'revenue',
  'growth',
  'total_revenue',
  '*',
  '2026',
]

let folder: string | null = null

export const commandLines: Target = {
  name: 'commands',
  claim: 'a command line ends with 0, 1 or 2, never as a defect; what it prints as data holds no NaN and no Infinity',
  generate: (random) => {
    const command = random.pick(commands)
    const draws = /^(?:simulate|sensitivity|discover)$/.test(command)
      ? ['--draws', random.pick(['64', '128', '-1', '0', 'x'])]
      : []
    const words = random.list(random.below(5), () => wordsOf(random)).flat()
    return [{ name: 'words', text: [command, ...draws, ...words].join('\u001f') }]
  },
  check: async (input) => {
    folder ??= planFolder()
    const words = textIn(input, 'words').split('\u001f').filter(isHarmless)
    const { exit, out, err } = await yuce(words, folder)
    claim(exit === 0 || exit === 1 || exit === 2, `exit ${exit} of ${words.join(' ')}\n${err}`)
    claim(exit !== 2 || err !== '' || words.includes('validate'), `exit 2 says why: ${words.join(' ')}`)
    // What a page's own script says is no result.
    const results = out.replace(/<script>.*?<\/script>/gs, '')
    claim(
      !/(?<![\w"'-])(?:NaN|-?Infinity)(?![\w"'])/.test(results),
      `numbers only: ${words.join(' ')}\n${out.slice(0, 2000)}`,
    )
    if (words.includes('json') && out.startsWith('{')) JSON.parse(out)
  },
}

function wordsOf(random: Random): string[] {
  const words = random
    .pick(options)
    .split(' ')
    .map((word) => word.replace('%', () => random.pick(ofPlan)))
  const last = words.length - 1
  return random.chance(0.2)
    ? words.with(last, random.chance(0.5) ? mutated(words[last] ?? '', random) : random.pick(anyWord))
    : words
}

/** Nothing is written, no git is asked, and no thread begun. */
function isHarmless(word: string): boolean {
  return (
    !/^-(?:-(?:o|sa|w|dr?a?w?s?=|sh|pl|i|f)|[a-z]*[op])|:(?!\d|\*)|[/\\]/.test(word) ||
    /^--(?:over|fail|fans|format)/.test(word)
  )
}

function planFolder(): string {
  const path = join(newFolder(), 'plan')
  mkdirSync(path)
  for (const [name, text] of Object.entries(plan)) writeFileSync(join(path, name), text)
  return path
}
