/** `yuce discover`: under which conditions is a target missed, or does a column of a table hold? (PRIM) */

import type { Cases } from '../analyses/discovery/box.ts'
import { type Discovery, discoverSteps, type Method } from '../analyses/discovery/discover.ts'
import { discoverDocument } from '../render/discover.ts'
import { discoverRecord, discoverTable, type Subject } from '../render/discover-record.ts'
import { jsonResult, type Origin } from '../render/json.ts'
import type { Context, Run } from './context.ts'
import { choiceOf, methodOf } from './discover-options.ts'
import { exitCodes } from './exit.ts'
import { type Format, isRead, type RawOptions } from './options.ts'
import { watched } from './progress.ts'
import { documentText, formatOf, inFull, needDestinations, writeResult, writeTable } from './result.ts'
import { styleOf } from './style.ts'

/** Where the cases come from, and what is said of them. */
export type Looked = {
  readonly subject: Subject
  readonly cases: Cases
  readonly origin: Origin
  /** Files that were read, by absolute path. */
  readonly files: readonly string[]
}

export const discoverConditions: Run = async (context, _, raw) => {
  const format = formatOf(context.options)
  const method = methodOf(raw)
  const choice = choiceOf(raw)
  await needDestinations(context, [], [context.options.output])
  const looked = await lookedInto(context, raw)
  const discovery = await watched(context, discoverSteps(looked.cases, method, choice))
  await write(context, format, looked, method, discovery, raw['trajectory'] === true)
  return exitCodes.done
}

async function lookedInto(context: Context, raw: RawOptions): Promise<Looked> {
  const from = raw['from']
  if (typeof from === 'string') return (await import('./discover-table.ts')).tableCases(context, from, raw)
  return (await import('./discover-plan.ts')).planCases(context, raw)
}

async function write(
  context: Context,
  format: Format,
  { subject, cases, origin, files }: Looked,
  method: Method,
  found: Discovery,
  isWhole: boolean,
): Promise<void> {
  const { options } = context
  const { inputs } = cases
  if (format === 'json') {
    const text = jsonResult('discover', origin, discoverRecord(subject, method, inputs, found), null)
    return writeResult(context, files, (put) => put(text))
  }
  if (!isRead(format)) {
    return writeTable(inFull(context), files, format, discoverTable(inputs, found, isWhole))
  }
  const document = discoverDocument(subject, inputs, found, isWhole, styleOf(options))
  const text = await documentText(context, format, document)
  return writeResult(context, files, (put) => put(text))
}
