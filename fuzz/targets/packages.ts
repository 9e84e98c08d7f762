/** datapackage.json: anything that JSON can hold, and paths that lead elsewhere. */

import { realpathSync, statSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { loadPlan } from '../../src/plan/load.ts'
import { areProblems, claim, isAnswer } from '../claims.ts'
import { folderWithLinks } from '../folders.ts'
import { jumble, mutated } from '../mutate.ts'
import { planOf } from '../plans.ts'
import type { Random } from '../random.ts'
import { bytesOf, type Target } from '../target.ts'
import { anyWord, prototypeNames } from '../words.ts'

const segments = [
  ...['..', '.', '', 'sub', 'inside', 'outside', 'passwd', 'round', 'baseline.csv', 'inner.csv', 'secret.txt', 'plan'],
  ...[
    '/',
    '\\',
    '/etc/passwd',
    'C:\\x',
    'file:///etc/passwd',
    'https://example.org/x.csv',
    '//host/x',
    '%2e%2e',
    '\u0000',
    '~',
    '．．',
  ],
]
const values = [
  '2022',
  '2027',
  '"亿元"',
  'null',
  'true',
  '-1',
  '1e400',
  '[]',
  '{}',
  '"base"',
  '"__proto__"',
  '99999',
  '0.5',
  '""',
]

let folder: string | null = null

export const packages: Target = {
  name: 'packages',
  claim: 'a data package is read or its fault has a line; a path that is called good is a file inside the folder',
  generate: (random, corpus) => {
    const text = random.chance(0.4) ? mutated(random.pick(corpus.packages).text, random) : invented(random)
    return [{ name: 'datapackage.json', text }]
  },
  check: (input) => {
    const baseline = { name: 'baseline.csv', text: 'sector,year,revenue\na,2024,1\n' }
    isAnswer(planOf([...input, baseline]))
    folder ??= folderWithLinks()
    writeFileSync(join(folder, 'datapackage.json'), bytesOf(input[0] ?? { name: '', text: '{}' }))
    const { problems } = loadPlan({ folder })
    areProblems(problems)
    const refused = new Set(
      problems.flatMap(({ code, words }) => (/^(resource-missing|outside-folder)$/.test(code) ? [words['text']] : [])),
    )
    if (problems.length >= 20) return
    for (const path of pathsIn(input[0]?.text ?? '')) {
      if (path.length < 60 && /^[\x20-\x7e]*$/.test(path) && !refused.has(path)) isInside(folder, path)
    }
  },
}

function invented(random: Random): string {
  const path = () =>
    JSON.stringify(
      random.list(1 + random.below(4), () => random.pick(segments)).join(random.pick(['/', '/', '', '\\'])),
    )
  const resources = random.list(random.below(4), () => {
    const own = random.chance(0.8) ? path() : random.chance(0.5) ? `[${path()},${path()}]` : random.pick(values)
    return random.chance(0.9) ? `{"name":"x","path":${own}}` : random.pick(values)
  })
  const setting = () =>
    `${JSON.stringify(random.pick(['baseYear', 'horizon', 'unit', 'defaultScenario', ...prototypeNames]))}:${random.pick(values)}`
  const own = random.chance(0.8) ? `{${random.list(random.below(5), setting).join()}}` : random.pick(values)
  const text = `{"title":${random.pick(values)},"resources":[${resources.join()}],"yuce":${own}}`
  return random.chance(0.2) ? mutated(text, random) : random.chance(0.05) ? jumble(random, anyWord, 20) : text
}

/** Paths of resources, as a second reader finds them. */
function pathsIn(text: string): string[] {
  try {
    const { resources } = JSON.parse(text) as { resources?: { path?: unknown }[] }
    if (!Array.isArray(resources)) return []
    return resources.flatMap((each) => {
      const path: unknown = typeof each === 'object' && each !== null && !Array.isArray(each) ? each.path : []
      return (Array.isArray(path) ? path : [path]).filter((one): one is string => typeof one === 'string')
    })
  } catch {
    return []
  }
}

/** By the names of the system itself. */
function isInside(root: string, path: string): void {
  const real = realpathSync(join(root, path))
  claim(real.startsWith(realpathSync(root) + sep), `${path} is inside`)
  claim(statSync(real).isFile(), `${path} is a file`)
}
