/** From words to a command. All that an ordinary run needs is here; commander is loaded when there is something to read. */

import { forgoAssembly } from '../model/kernel/assembly.ts'
import { isSet } from './color.ts'
import { type CommandSpec, commands } from './commands.ts'
import { newContext } from './context.ts'
import { tellFailure } from './failure.ts'
import { readOptions } from './options.ts'
import { systemCode, type World } from './world.ts'

/** @throws what the system says when nobody can be told */
export async function start(argv: readonly string[], world: World): Promise<number> {
  if (isSet(world.env['YUCE_NO_WASM'])) forgoAssembly()
  try {
    if (argv[0] === '--get-yargs-completions') {
      return await (await import('./completion/answer.ts')).answer(argv.slice(1), world)
    }
    const lone = loneCommand(argv)
    if (lone !== null) return await lone.run(newContext(world, readOptions({}, world.env).options), [], {})
    const { runProgram } = await import('./program.ts')
    return await runProgram(argv, world)
  } catch (error) {
    if (systemCode(error) === 'EPIPE') throw error
    return await tellFailure(error, argv, world)
  }
}

/** `yuce`, or a command that takes no arguments and is given no options: then there is nothing to read. */
function loneCommand(argv: readonly string[]): CommandSpec | null {
  if (argv.length > 1) return null
  const name = argv[0] ?? 'project'
  return commands.find((spec) => spec.name === name && spec.arguments.length === 0) ?? null
}
