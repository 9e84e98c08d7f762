/**
 * docs/large-plans.md does what it says: GNU parallel's lines are run as they stand, and so is what each task of the Slurm
 * array and each pod of the Kubernetes Job runs. `npx` is the built program.
 *
 * Without GNU parallel its tests are left out; with REQUIRE_TOOLS=1 they fail.
 */

import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, type TestContext, test } from 'vitest'
import { root } from './support/folders.ts'
import { fences } from './support/markdown.ts'

const page = readFileSync(join(root, 'docs/large-plans.md'), 'utf8')
const blockWith = (text: string) => fences(page).find(({ body }) => body.includes(text))?.body ?? ''
const parallelLines = blockWith('npx yuce simulate -p plan --draws 65536 --workers 1 --shard {}/4')
const parallelRows = blockWith('npx yuce project -p plan -f csv --shard {}/4')
const sparkProgram = blockWith('from pyspark import SparkContext')
const rayProgram = blockWith('import ray')
const slurmScript = blockWith('#SBATCH')
const slurmSubmission = blockWith('sbatch --parsable')
const kubernetesJob = blockWith('completionMode: Indexed')
const kubernetesMerge = blockWith('name: merge')

const inOneRun = 'npx yuce simulate -p plan --draws 65536 -o whole.json'
const rowsInOneRun = 'npx yuce project -p plan -o whole.csv'

const files = {
  'baseline.csv': 'sector,year,revenue\na,2024,60\nb,2024,40\n',
  'growth.csv': 'sector,year,growth\na,2025-2026,"normal(8%, 6%)"\nb,2025-2026,"triangular(-10%, 2%, 12%)"\n',
  'targets.csv': 'target,indicator,year,op,value\ntotal,total_revenue,2026,>,115\n',
  'scenarios.csv': 'scenario,inherits\nbase,\n慢,base\n',
}

/** As far as the programs of the page go: tasks run here, one after the other, and the first is tried twice. */
const standIns = {
  'pyspark.py': `
class SparkContext:
    getOrCreate = classmethod(lambda cls: cls())
    parallelize = lambda self, items, slices: Items(items)

class Items(list):
    def foreach(self, task):
        for item in [self[0], *self]:
            task(item)
`,
  'ray.py': `
class Remote:
    def __init__(self, task):
        self.remote = lambda *given: [task(*given) for _ in range(2)]

remote = lambda **options: Remote
init = lambda: None
get = list
`,
}

type Place = {
  readonly folder: string
  /** Run lines as a reader pastes them, and stop at the first that fails. */
  readonly shell: (lines: string, env?: Readonly<Record<string, string>>) => { exit: number; out: string }
  readonly bytes: (path: string) => Buffer
}

/** A folder with a plan in plan/, where `npx yuce` runs. */
function withPlace(use: (place: Place) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'yuce-parallel-'))
  const bin = join(folder, 'bin')
  try {
    mkdirSync(join(folder, 'plan'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'plan', name), text)
    mkdirSync(bin)
    const program = join(root, 'bin/yuce.js')
    // The part named by DIES dies once: between writing its file and giving it its name, or half-way through its rows.
    writeFileSync(
      join(bin, 'die.mjs'),
      `import { syncBuiltinESMExports } from 'node:module'
import files from 'node:fs/promises'
const die = () => process.kill(process.pid, 'SIGKILL')
const { open } = files
if (process.env.DIES_AT === 'rows') {
  files.open = async (path, flags) => {
    const file = await open(path, flags)
    const { writeFile } = file
    file.writeFile = async (piece) => {
      await writeFile.call(file, piece.subarray?.(0, piece.length >> 1) ?? piece.slice(0, piece.length >> 1))
      die()
      await new Promise(() => {})
    }
    return file
  }
} else files.rename = die
syncBuiltinESMExports()
`,
    )
    for (const [name, text] of Object.entries(standIns)) writeFileSync(join(bin, name), text)
    writeFileSync(
      join(bin, 'npx'),
      `#!/bin/sh
shift
case "$*" in *"--shard \${DIES:-none} "*) rm '${bin}/alive' 2>/dev/null && die='--import ${bin}/die.mjs' ;; esac
exec '${process.execPath}' $die '${program}' "$@"
`,
    )
    writeFileSync(join(bin, 'alive'), '')
    chmodSync(join(bin, 'npx'), 0o755)
    use({
      folder,
      bytes: (path) => readFileSync(join(folder, path)),
      shell: (lines, more = {}) => {
        const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: folder, LANG: 'C.UTF-8', ...more }
        const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', lines], {
          cwd: folder,
          env,
          encoding: 'utf8',
        })
        return { exit: status ?? -1, out: stdout + stderr }
      },
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function needs({ skip }: TestContext, tool: string): void {
  if (spawnSync(tool, ['--version']).status === 0) return
  if (process.env['REQUIRE_TOOLS'] === '1') throw new Error(`${tool} is not installed, and REQUIRE_TOOLS=1 asks for it`)
  skip(`${tool} is not installed`)
}

/** The command of the only container, its lines put together as `>-` does. */
function commandIn(manifest: string): string {
  const [, text = ''] = /^ {10}args:\n {12}- (?:>-\n)?(.*?)\n {10}\w/ms.exec(manifest) ?? []
  return text.trim().replace(/\n +/g, ' ')
}

describe('GNU parallel', () => {
  test('a part that was killed is run again by the same lines, alone, and all merge into the bytes of one run', (context) => {
    needs(context, 'parallel')
    withPlace(({ folder, shell, bytes }) => {
      const parts = (pattern: RegExp) => readdirSync(join(folder, 'parts')).filter((name) => pattern.test(name))
      const timeOf = (name: string) => statSync(join(folder, 'parts', name)).mtimeMs
      expect(shell(parallelLines, { DIES: '3/4' })).toEqual({ exit: 1, out: '' })
      const survivors = ['1.json', '2.json', '4.json']
      expect(parts(/^\d+\.json$/)).toEqual(survivors)
      // What it had written has another name, which the merge does not take for a part.
      expect(parts(/^\.3\.json\./)).toHaveLength(1)
      const times = survivors.map(timeOf)
      expect(shell(parallelLines)).toEqual({ exit: 0, out: '' })
      expect(survivors.map(timeOf)).toEqual(times)
      expect(shell(inOneRun)).toEqual({ exit: 0, out: '' })
      expect(bytes('chances.json').equals(bytes('whole.json'))).toBe(true)
    })
  })

  test('rows of a part that was killed half-way are neither lost nor there twice', (context) => {
    needs(context, 'parallel')
    withPlace(({ folder, shell, bytes }) => {
      const parts = (pattern: RegExp) => readdirSync(join(folder, 'rows')).filter((name) => pattern.test(name))
      expect(shell(parallelRows, { DIES: '3/4', DIES_AT: 'rows' })).toEqual({ exit: 1, out: '' })
      expect(parts(/^\d+\.part$/)).toEqual(['1.part', '2.part', '4.part'])
      // Half of what there was to write, under a name that the merge does not take for a part.
      const [half = ''] = parts(/^\.3\.part\./)
      expect(statSync(join(folder, 'rows', half)).size).toBeGreaterThan(0)
      expect(shell(parallelRows)).toEqual({ exit: 0, out: '' })
      expect(shell(rowsInOneRun)).toEqual({ exit: 0, out: '' })
      expect(bytes('values.csv').equals(bytes('whole.csv'))).toBe(true)
      // 2 scenarios, 3 years, 2 sectors and their total, and the headings.
      expect(bytes('values.csv').toString('utf8').trimEnd().split('\r\n')).toHaveLength(1 + 2 * 3 * 3)
    })
  })
})

describe('Spark and Ray', () => {
  test.for([
    ['Spark', sparkProgram, 'rows', rowsInOneRun, 'values.csv', 'whole.csv'],
    ['Ray', rayProgram, 'parts', inOneRun, 'chances.json', 'whole.json'],
  ] as const)(
    'what tasks of %s run merges into the bytes of one run',
    ([_, program, folderOfParts, whole, merged, expected], context) => {
      needs(context, 'python3')
      withPlace(({ folder, shell, bytes }) => {
        mkdirSync(join(folder, folderOfParts))
        writeFileSync(join(folder, 'parts.py'), program)
        const PYTHONPATH = join(folder, 'bin')
        const env = { PYTHONPATH, PYTHONDONTWRITEBYTECODE: '1' }
        expect(shell('python3 parts.py', env)).toEqual({ exit: 0, out: '' })
        expect(shell(whole)).toEqual({ exit: 0, out: '' })
        expect(bytes(merged).equals(bytes(expected))).toBe(true)
      })
    },
  )
})

describe('Slurm and Kubernetes', () => {
  test('as many tasks and pods are asked for as there are parts', () => {
    expect(slurmScript).toMatch(/^#SBATCH --array=1-4$/m)
    expect(slurmScript).toContain('--shard "$SLURM_ARRAY_TASK_ID/4"')
    expect(kubernetesJob).toMatch(/^ {2}completions: 4$/m)
    expect(commandIn(kubernetesJob)).toContain('--shard "$k/4"')
  })

  test('parts that tasks made and parts that pods made merge into the bytes of one run', () => {
    withPlace(({ shell, bytes }) => {
      const local = (command: string) => command.replaceAll('/parts/', 'parts/')
      for (const task of ['1', '2']) {
        expect(shell(slurmScript, { SLURM_ARRAY_TASK_ID: task }), `task ${task}`).toEqual({ exit: 0, out: '' })
      }
      for (const pod of ['2', '3']) {
        const made = shell(local(commandIn(kubernetesJob)), { JOB_COMPLETION_INDEX: pod })
        expect(made, `pod ${pod}`).toEqual({ exit: 0, out: '' })
      }
      const [, wrapped = ''] = /--wrap '(.*)'/.exec(slurmSubmission) ?? []
      expect(shell(wrapped)).toEqual({ exit: 0, out: '' })
      expect(shell(`${local(commandIn(kubernetesMerge))} > logs.json`)).toEqual({ exit: 0, out: '' })
      expect(shell(inOneRun)).toEqual({ exit: 0, out: '' })
      expect(bytes('chances.json').equals(bytes('whole.json'))).toBe(true)
      expect(bytes('logs.json').equals(bytes('whole.json'))).toBe(true)
    })
  })
})
