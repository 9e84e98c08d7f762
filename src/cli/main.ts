/** The way in and out: words of the command line in, an exit code out. */

import { version } from '../version.ts'
import { exitCodes } from './exit.ts'
import { languageOf } from './language.ts'
import { processWorld, systemCode, type World } from './world.ts'

/**
 * Run one command.
 *
 * @param argv  the words after `yuce`
 * @returns the exit code; nothing is thrown
 */
export async function run(argv: readonly string[], world: World): Promise<number> {
  try {
    if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
      return await printVersion(argv, world)
    }
    const { start } = await import('./start.ts')
    return await start(argv, world)
  } catch (error) {
    // The reader of a pipe has seen enough (`| head -1`): nothing is wrong, and nobody is listening.
    if (systemCode(error) === 'EPIPE') return exitCodes.closedPipe
    // Even stderr could not be written to.
    return systemCode(error) === null ? exitCodes.defect : exitCodes.unusable
  }
}

/** Without commander and the catalogue, which are loaded only where the version cannot be written. */
async function printVersion(argv: readonly string[], world: World): Promise<number> {
  try {
    await world.stdout.write(`${version}\n`)
    return exitCodes.done
  } catch (error) {
    if (systemCode(error) === 'EPIPE') throw error
    const [{ stdoutFailure }, { tellFailure }] = await Promise.all([import('./output.ts'), import('./failure.ts')])
    return await tellFailure(stdoutFailure(error, languageOf(null, world.env)), argv, world)
  }
}

/**
 * The process itself. What is written has been taken by the time its promise settles, so nothing is lost by an exit;
 * without one, V8 would first finish compiling what nobody will run (× 2.8 of `node -e 0` in place of × 2.6).
 */
export async function main(): Promise<void> {
  process.exit(await run(process.argv.slice(2), processWorld()))
}

/** A thread of a simulation; see `worker.ts`. */
export async function work(): Promise<void> {
  const { answer } = await import('./worker.ts')
  answer()
}
