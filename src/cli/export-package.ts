/** `export --to datapackage`: a folder of results that says what is in it (Frictionless Data Package). */

import { resolve } from 'node:path'
import { holdsPlan } from '../plan/load.ts'
import { PlanError } from '../plan/problem.ts'
import { type Dialect, dialectOf, textOf, writeData } from '../render/delimited.ts'
import { checkRecords, checkRows } from '../render/json.ts'
import { PACKAGE_SCHEMA, type PackagedTable, packageText } from '../render/package.ts'
import type { Selection } from '../render/selection.ts'
import { countFormulaCells, writeLong } from '../render/series.ts'
import { tablesWords } from '../render/words-tables.ts'
import { remark } from './context.ts'
import type { Exporter } from './export.ts'
import { type Loaded, originOf, withoutPlaces } from './loading.ts'
import type { projector } from './projecting.ts'
import { dataOptions, warnOfFormulas } from './result.ts'
import { chosenVariables } from './selection.ts'
import {
  type FolderRules,
  fieldsOf,
  listOf,
  type NamedText,
  parsed,
  rehearse,
  textIn,
  writeFolder,
} from './table-files.ts'
import { usageProblem } from './usage.ts'

const descriptorName = 'datapackage.json'
const example = '-o results'

export const exportPackage: Exporter = async (context, loaded, run) => {
  const { world, options } = context
  const { model, inputs } = loaded
  const folder = options.output
  if (folder === null) throw new PlanError([folderMissing()])
  if (holdsPlan(resolve(world.cwd, folder))) {
    throw new PlanError([usageProblem('output-is-plan', { text: folder, example })])
  }
  const selection = { model, variables: chosenVariables(model, options.variables) ?? model.results }
  await warnOfFormulas(context, 'csv', countFormulaCells(selection, run.scenarios, true))
  const files = packageFiles(loaded, run, selection, dialectOf('csv', dataOptions(options)))
  const rules: FolderRules = { inputs, mayOverwrite: options.mayOverwrite, example, writtenBefore }
  const words = tablesWords(options.language)
  await (options.isDryRun
    ? remark(context, words.wouldWrite(await rehearse(folder, world, rules, files), folder))
    : remark(context, words.wrote(await writeFolder(folder, world, rules, files), folder)))
}

function folderMissing() {
  const help = { key: 'write', words: { example } } as const
  return usageProblem('argument-missing', { command: 'yuce export --to datapackage', argument: '--output' }, help)
}

/** The descriptor last: what it describes is there before it. */
async function* packageFiles(
  loaded: Loaded,
  run: ReturnType<typeof projector>,
  selection: Selection,
  dialect: Dialect,
): AsyncGenerator<NamedText> {
  const { model, plan } = loaded
  const tables: PackagedTable[] = []
  const add = async (name: PackagedTable['name'], text: string): Promise<NamedText> => {
    tables.push({ name, text, sha256: await digestOf(text) })
    return { path: `${name}.csv`, text }
  }
  yield await add('projection', await textOf((write) => writeLong(run.projections(), selection, dialect, write)))
  if (model.plan.targets.length > 0) {
    const table = checkRows(checkRecords(model, run.judged))
    yield await add('targets', await textOf((write) => writeData(table, dialect, write)))
  }
  const own = plan.files.find(({ name }) => name === descriptorName)?.text ?? null
  const origin = withoutPlaces(await originOf(loaded))
  yield { path: descriptorName, text: packageText(selection, origin, tables, own) }
}

async function digestOf(text: string): Promise<string> {
  const { createHash } = await import('node:crypto')
  return createHash('sha256').update(text).digest('hex')
}

/** The files of a package of ours: those that its descriptor names, as far as we ever write them. */
async function writtenBefore(folder: string): Promise<string[]> {
  const root = fieldsOf(parsed((await textIn(folder, descriptorName)) ?? ''))
  if (fieldsOf(root.get('yuce')).get('schema') !== PACKAGE_SCHEMA) return []
  const named = new Set(listOf(root.get('resources')).map((each) => fieldsOf(each).get('path')))
  return [...['projection.csv', 'targets.csv'].filter((path) => named.has(path)), descriptorName]
}
