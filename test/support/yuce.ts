/** Run yuce: in this process where the line is a plain command, by a shell where it needs one. */

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { run } from '../../src/cli/main.ts'
import type { Sink, World } from '../../src/cli/world.ts'
import type { ProblemRecord } from '../../src/render/problem.ts'
import { root } from './folders.ts'
import { shellWords } from './words.ts'

export type Ran = { readonly exit: number; readonly out: string; readonly err: string }

export type Surroundings = {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string | Uint8Array
  /** Columns of a terminal on stdout and stderr; without it they are pipes. */
  readonly columns?: number
}

const usualEnvironment = { LANG: 'en_US.UTF-8' }

/** Run the program in this process: `yuce(['check', '-p', '.'], { cwd })`. */
export async function yuce(args: readonly string[], given: Surroundings): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const sink = (lines: string[]): Sink => ({
    write: async (piece) => {
      lines.push(typeof piece === 'string' ? piece : Buffer.from(piece).toString('latin1'))
    },
    isTerminal: given.columns !== undefined,
    columns: given.columns ?? null,
  })
  const world: World = {
    cwd: given.cwd,
    env: { ...usualEnvironment, ...given.env },
    stdin: { isTerminal: given.stdin === undefined, stream: Readable.from([Buffer.from(given.stdin ?? '')]) },
    stdout: sink(out),
    stderr: sink(err),
    onInterrupt: () => () => {},
  }
  const exit = await run([...args], world)
  return { exit, out: out.join(''), err: err.join('') }
}

/** Run a line as it is typed: `LANG=zh_CN.UTF-8 yuce check`, `npx yuce check`, `yuce project -f csv | head -1`. */
export async function runLine(line: string, given: Surroundings): Promise<Ran> {
  const words = shellWords(line.replace(/^npx (?=yuce\b)/, ''))
  if (words === null) return shell(line, given)
  const assignments = words.slice(0, words.indexOf('yuce')).map((word) => word.split('=', 2))
  if (!words.includes('yuce') || assignments.some((pair) => pair.length < 2)) return shell(line, given)
  const env = { ...given.env, ...Object.fromEntries(assignments) }
  return yuce(words.slice(assignments.length + 1), { ...given, env })
}

/** The built program, by bash. */
function shell(line: string, { cwd, env, stdin }: Surroundings): Promise<Ran> {
  const program = join(root, 'bin/yuce.js')
  const script = `yuce() { "$YUCE_NODE" "$YUCE_PROGRAM" "$@"; }\nnpx() { "$@"; }\n${line}\n`
  const paths = { PATH: process.env['PATH'], HOME: cwd, YUCE_NODE: process.execPath, YUCE_PROGRAM: program }
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', script], { cwd, env: { ...usualEnvironment, ...env, ...paths } })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (data: Buffer) => out.push(data))
    child.stderr.on('data', (data: Buffer) => err.push(data))
    child.on('error', reject)
    child.on('close', (code) => {
      resolve({ exit: code ?? -1, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') })
    })
    // A command that ends without reading closes the pipe.
    child.stdin.on('error', () => {})
    child.stdin.end(stdin ?? '')
  })
}

/** The problems of a run with `-f json`: on stdout for validate, else a line each on stderr. */
export function problemsIn({ out, err }: Ran): readonly ProblemRecord[] {
  const validated = /^\{"schema":\s*"yuce\/validate/.test(out)
  if (validated) return JSON.parse(out).problems
  return err.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
}
