/** `yuce init DIR`: start a plan, from a small template or from another plan; all of its files or none. */

import { constants, type Dirent, existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { holdsPlan } from '../plan/load.ts'
import { PlanError, type Problem } from '../plan/problem.ts'
import { type Context, type Run, remark } from './context.ts'
import { exitCodes } from './exit.ts'
import { bundledPlan, dataFolder } from './loading.ts'
import { unknownName, usageProblem } from './usage.ts'
import { systemCode } from './world.ts'

export const init: Run = async (context, [directory = ''], raw) => {
  const { world, options, words } = context
  const folder = resolve(world.cwd, directory)
  const source = await sourceOf(context, raw['from'])
  const files = await filesIn(source)
  const inTheWay = files.filter((file) => existsSync(join(folder, file)))
  if (inTheWay.length > 0) throw new PlanError([inUse(directory, inTheWay)])
  if (options.isDryRun) {
    for (const file of files) await remark(context, words.wouldWrite(join(directory, file)))
    return exitCodes.done
  }
  try {
    await (existsSync(folder) ? addFiles(source, files, folder) : makeFolder(source, files, folder))
  } catch (error) {
    const code = systemCode(error)
    if (code === null) throw error
    throw new PlanError([notWritten(directory, code)])
  }
  for (const file of files) await remark(context, words.wrote(join(directory, file)))
  const shown = /^[\w./-]+$/.test(directory) ? directory : `'${directory}'`
  await remark(context, `\n${words.nextSteps}\n  yuce validate -p ${shown}\n  yuce -p ${shown}`)
  return exitCodes.done
}

function inUse(directory: string, files: readonly string[]): Problem {
  const help = { key: 'run', words: { command: `yuce init ${directory}-2` } } as const
  return usageProblem('folder-in-use', { text: directory, files: files.join(', ') }, help)
}

function notWritten(directory: string, reason: string): Problem {
  const help = { key: 'run', words: { command: 'yuce init /tmp/my-plan' } } as const
  return usageProblem('output-failed', { text: directory, reason }, help)
}

/** The template in the reader's language; or `--from`: a folder, or a plan that comes with yuce. */
async function sourceOf({ world, options }: Context, from: unknown): Promise<string> {
  if (from === undefined) return join(dataFolder, 'template', options.language)
  const name = typeof from === 'string' ? from : bundledPlan
  const folder = resolve(world.cwd, name)
  if (holdsPlan(folder)) return folder
  const names = await bundledPlans()
  if (names.includes(name)) return join(dataFolder, name)
  throw new PlanError([unknownName('plan-unknown', name, names)])
}

/** Names of the plans that come with yuce: `chongqing-2027`, `examples/…`. */
async function bundledPlans(): Promise<string[]> {
  const inside = async (folder: string) => (await readdir(join(dataFolder, folder))).map((name) => join(folder, name))
  const examples = existsSync(join(dataFolder, 'examples')) ? await inside('examples') : []
  return [...(await inside('.')), ...examples].filter((name) => existsSync(join(dataFolder, name, 'baseline.csv')))
}

/** The files of a plan, relative to its folder: tables, the package and its README; nothing hidden, nothing linked. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const isPart = (entry: Dirent) => entry.isFile() && /^[^.].*\.(csv|parquet|json|md)$/i.test(entry.name)
  const own = entries.filter(isPart).map(({ name }) => name)
  const hasAssumptions = entries.some((entry) => entry.isDirectory() && entry.name === 'assumptions')
  const assumptions = hasAssumptions ? await readdir(join(folder, 'assumptions'), { withFileTypes: true }) : []
  return [...own, ...assumptions.filter(isPart).map(({ name }) => join('assumptions', name))].sort()
}

/** A new folder appears at once, with everything in it. */
async function makeFolder(source: string, files: readonly string[], folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  const temporary = join(dirname(folder), `.${basename(folder)}.${process.pid}.tmp`)
  try {
    await mkdir(temporary)
    await copyAll(source, files, temporary)
    await rename(temporary, folder)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
}

/** Into a folder that is there: what was made is taken away again if something fails. */
async function addFiles(source: string, files: readonly string[], folder: string): Promise<void> {
  const made: string[] = []
  try {
    await copyAll(source, files, folder, (path) => made.push(path))
  } catch (error) {
    for (const path of made) await unlink(path).catch(() => {})
    throw error
  }
}

async function copyAll(
  source: string,
  files: readonly string[],
  folder: string,
  made = (_: string) => {},
): Promise<void> {
  for (const file of files) {
    const path = join(folder, file)
    await mkdir(dirname(path), { recursive: true })
    await copyFile(join(source, file), path, constants.COPYFILE_EXCL)
    made(path)
  }
}
