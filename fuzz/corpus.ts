/** Real inputs to start from: the plans that come with yuce, and those of the tests. */

import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

export type CorpusFile = { readonly name: string; readonly text: string; readonly bytes: string }

export type Corpus = {
  /** Each the tables of one plan; small ones, since they are read thousands of times a second. */
  readonly plans: readonly (readonly CorpusFile[])[]
  readonly tables: readonly CorpusFile[]
  readonly packages: readonly CorpusFile[]
  readonly formulas: readonly string[]
}

const LARGEST_FILE = 4000
const LARGEST_PLAN = 12_000

/** @param root  of the repository */
export function readCorpus(root: string): Corpus {
  const folders = ['data', 'test/cases', 'test/problems'].flatMap((each) => plansBelow(join(root, each)))
  const plans = folders.map(filesIn).filter((files) => sizeOf(files) <= LARGEST_PLAN)
  const files = plans.flat()
  const tables = files.filter(({ name }) => name.endsWith('.csv'))
  return {
    plans,
    tables,
    packages: files.filter(({ name }) => name === 'datapackage.json'),
    formulas: tables.flatMap(({ name, text }) =>
      name === 'equations.csv' ? text.split(/\r?\n/).flatMap((line) => /^[^,]+,"?([^",]+)/.exec(line)?.[1] ?? []) : [],
    ),
  }
}

/** Folders with a baseline, in one order everywhere: the corpus is part of what a seed means. */
function plansBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return entries.flatMap((path) => (basename(path) === 'baseline.csv' ? [join(folder, dirname(path))] : [])).sort()
}

function filesIn(folder: string): CorpusFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv') || name === 'datapackage.json')
  return names.sort().flatMap((name) => {
    const bytes = readFileSync(join(folder, name))
    return bytes.length > LARGEST_FILE ? [] : [{ name, text: bytes.toString('utf8'), bytes: bytes.toString('latin1') }]
  })
}

function sizeOf(files: readonly CorpusFile[]): number {
  return files.reduce((sum, { text }) => sum + text.length, 0)
}
