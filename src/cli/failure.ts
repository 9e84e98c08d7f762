/** What is said when a command cannot go on, and what it exits with. */

import { PlanError } from '../plan/problem.ts'
import { messages } from '../render/messages.ts'
import { version } from '../version.ts'
import { newContext, tell } from './context.ts'
import { exitCodes } from './exit.ts'
import { readOptions } from './options.ts'
import { glimpse } from './words.ts'
import type { World } from './world.ts'

/** Problems are told as such (exit 2); anything else is a defect of yuce (exit 3) and shows its stack. */
export async function tellFailure(error: unknown, argv: readonly string[], world: World): Promise<number> {
  const { options } = readOptions(glimpse(argv), world.env)
  if (error instanceof PlanError) {
    await tell(newContext(world, options), error.problems)
    if (options.isDebug) await world.stderr.write(`${error.stack}\n`)
    return exitCodes.unusable
  }
  const { severity, colon, defect, reportDefect } = messages(options.language)
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  if (options.format === 'json' || options.format === 'ndjson') {
    const place = { file: '', line: 0, column: 0 }
    const message = `${defect(version)}\n${stack}`
    const record = { code: 'defect', severity: 'error', ...place, message, help: reportDefect }
    await world.stderr.write(`${JSON.stringify(record)}\n`)
  } else {
    await world.stderr.write(`yuce: ${severity.error}${colon}${defect(version)}\n  = ${reportDefect}\n\n${stack}\n`)
  }
  return exitCodes.defect
}
