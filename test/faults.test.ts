/**
 * What goes wrong around yuce: full disks, folders that may not be written, files that vanish, two runs at once, Ctrl-C.
 * Each time: the exit code, the words, and that nothing was lost. The built program runs in a process of its own.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from './support/folders.ts'

const home = mkdtempSync(join(tmpdir(), 'yuce-faults-'))
const program = join(home, 'program/bin/yuce.js')
const plan = join(home, 'plan')

beforeAll(() => {
  // Where nobody in particular may read it.
  chmodSync(home, 0o755)
  for (const each of ['bin', 'dist/cli', 'dist/page', 'data', 'package.json'])
    cpSync(join(root, each), join(home, 'program', each), { recursive: true })
  mkdirSync(plan)
  writeFileSync(join(plan, 'baseline.csv'), 'sector,year,revenue\na,2025,100\nb,2025,50\n')
  writeFileSync(join(plan, 'growth.csv'), 'scenario,sector,2026,2027\nlow,*,"normal(1%, 2%)",2%\nhigh,*,5%,6%\n')
  writeFileSync(join(plan, 'targets.csv'), 'target,indicator,year,op,value\ntotal,total_revenue,2027,>,160\n')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

type Ran = { readonly exit: number | null; readonly out: string; readonly err: string }
type Way = { readonly cwd?: string; readonly uid?: number; readonly env?: Readonly<Record<string, string>> }

function start(args: readonly string[], { cwd = home, uid, env = {} }: Way = {}): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', ...env },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
}

function ended(child: ChildProcess): Promise<Ran> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (data: Buffer) => out.push(data))
  child.stderr?.on('data', (data: Buffer) => err.push(data))
  return new Promise((resolve) => {
    child.on('close', (exit) =>
      resolve({ exit, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    )
  })
}

const yuce = (args: readonly string[], way: Way = {}) => ended(start(args, way))

function shell(line: string, cwd: string): Promise<Ran> {
  const script = `yuce() { '${process.execPath}' '${program}' "$@"; }\n${line}`
  return ended(spawn('bash', ['-c', script], { cwd, env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8' } }))
}

/** A folder of its own for each test. */
function folder(name: string): string {
  const made = join(home, name)
  mkdirSync(made)
  return made
}

describe('a disk that fills up', () => {
  it.each(['csv', 'json', 'md', 'xlsx', 'html'])('leaves the old %s, and nothing beside it', async (extension) => {
    const cwd = folder(`full-${extension}`)
    const file = `result.${extension}`
    writeFileSync(join(cwd, file), 'old')
    // A file may grow to 1 KiB and no further; the plan's tables are longer.
    const { exit, err } = await shell(`trap '' XFSZ; ulimit -f 1; yuce -o ${file}`, cwd)
    expect(exit).toBe(2)
    expect(err).toContain(`${file}`)
    expect(err).toContain('EFBIG')
    expect(readFileSync(join(cwd, file), 'utf8')).toBe('old')
    expect(readdirSync(cwd)).toEqual([file])
  })

  it('leaves a folder of tables as it was', async () => {
    const cwd = folder('full-tables')
    expect((await yuce(['tables', 'tables', '-p', plan], { cwd })).exit).toBe(0)
    const before = contents(join(cwd, 'tables'))
    const { exit, err } = await shell(`trap '' XFSZ; ulimit -f 1; yuce tables tables`, cwd)
    expect(exit).toBe(2)
    expect(err).toContain('EFBIG')
    expect(contents(join(cwd, 'tables'))).toEqual(before)
    expect(readdirSync(cwd)).toEqual(['tables'])
  })

  it('leaves no half of a saved table of draws', async () => {
    const cwd = folder('full-draws')
    const line = `trap '' XFSZ; ulimit -f 1; yuce simulate -p '${plan}' --save-draws draws.csv`
    const { exit, err } = await shell(line, cwd)
    expect(exit).toBe(2)
    expect(err).toContain('EFBIG')
    expect(readdirSync(cwd)).toEqual([])
  })

  it('is said of standard output too', async () => {
    for (const command of ['project', 'check', 'simulate', 'help targets', 'completion bash', '--version']) {
      const { exit, err } = await shell(`yuce ${command} > /dev/full`, plan)
      expect([command, exit]).toEqual([command, 2])
      expect(err).toContain('ENOSPC')
    }
  })
})

describe('what may not be read or written', () => {
  const isRoot = process.getuid?.() === 0
  const nobody = isRoot ? { uid: 65534 } : {}

  it('a folder that may not be written: nothing is, and it is said', async () => {
    const cwd = folder('read-only')
    writeFileSync(join(cwd, 'result.csv'), 'old')
    chmodSync(cwd, 0o555)
    for (const args of [
      ['-o', 'result.csv'],
      ['-o', 'new.csv'],
      ['tables', 'tables'],
      ['init', 'mine'],
    ]) {
      const { exit, err } = await yuce([...args, ...(args[0] === 'init' ? [] : ['-p', plan])], { cwd, ...nobody })
      expect([args.join(' '), exit]).toEqual([args.join(' '), 2])
      expect(err).toMatch(/EACCES/)
    }
    expect(readFileSync(join(cwd, 'result.csv'), 'utf8')).toBe('old')
    expect(readdirSync(cwd)).toEqual(['result.csv'])
  })

  it('a plan that may not be read is a problem that names the file', async () => {
    const cwd = folder('secret')
    cpSync(plan, join(cwd, 'plan'), { recursive: true })
    chmodSync(join(cwd, 'plan/growth.csv'), 0)
    const { exit, err } = await yuce(['-p', 'plan'], { cwd, ...nobody })
    expect(exit).toBe(2)
    expect(err).toMatch(/growth\.csv: error: .*EACCES/)
  })

  it('a plot and a result of one name: neither would be left whole, so none is written', async () => {
    const cwd = folder('one-name')
    for (const command of [
      ['project'],
      ['compare', 'low', 'high'],
      ['sensitivity', '--method', 'tornado'],
      ['simulate'],
    ]) {
      const { exit, err } = await yuce([...command, '-p', plan, '-f', 'json', '--plot', 'x.svg', '-o', './x.svg'], {
        cwd,
      })
      expect([command[0], exit]).toEqual([command[0], 2])
      expect(err).toContain('--plot x.svg')
    }
    expect(readdirSync(cwd)).toEqual([])
  })

  it('a link that leads nowhere, or in a circle', async () => {
    const cwd = folder('links')
    symlinkSync('nowhere/result.csv', join(cwd, 'broken.csv'))
    symlinkSync('b.csv', join(cwd, 'a.csv'))
    symlinkSync('a.csv', join(cwd, 'b.csv'))
    for (const name of ['broken.csv', 'a.csv']) {
      const { exit } = await yuce(['-p', plan, '-o', name], { cwd })
      expect([name, exit]).toEqual([name, 2])
    }
    expect(readdirSync(cwd).sort()).toEqual(['a.csv', 'b.csv', 'broken.csv'])
  })
})

describe('names that are hard to type', () => {
  const names = ['two words', '重庆 规划', 'line\nend', 'quote\'"', '-dash', '$HOME', 'tab\there', '*?[x]', 'dot.csv.d']

  it.each(names)('%j is a folder for a plan and for results', async (name) => {
    const cwd = folder(`names-${names.indexOf(name)}`)
    cpSync(plan, join(cwd, name), { recursive: true })
    const file = join(name, `${name}.csv`)
    const ran = await yuce([`--plan=${name}`, '-s', 'high', '-o', file], { cwd })
    expect(ran).toMatchObject({ exit: 0, err: '' })
    // 150 × 1.05 × 1.06
    expect(readFileSync(join(cwd, file), 'utf8')).toContain('high,total,total_revenue,2027,166.95')
    const refused = await yuce([`--plan=${name}`, '-o', `${name}/growth.csv`], { cwd })
    expect(refused.exit).toBe(2)
    // Nothing that moves the cursor, whatever the name holds; the name is on one line.
    expect(refused.err).not.toMatch(/[\t\r]|\n\n/)
    const tables = await yuce(['tables', `--plan=${name}`, '--', `${name} tables`], { cwd })
    expect(tables.exit).toBe(0)
  })
})

describe('a plan that vanishes while it is read', () => {
  it('ends in a result or in a problem', async () => {
    const cwd = folder('vanishing')
    cpSync(plan, join(cwd, 'plan'), { recursive: true })
    let isOver = false
    const race = (async () => {
      for (let i = 0; !isOver; i++) {
        const name = ['baseline.csv', 'growth.csv', 'targets.csv'][i % 3] ?? ''
        renameSync(join(cwd, 'plan', name), join(cwd, name))
        await new Promise((resolve) => setTimeout(resolve, i % 7))
        renameSync(join(cwd, name), join(cwd, 'plan', name))
        await new Promise((resolve) => setTimeout(resolve, i % 5))
      }
    })()
    const exits = new Set<number | null>()
    for (let i = 0; i < 12; i++) {
      const { exit, err } = await yuce(['-p', 'plan', '-f', 'csv', '-o', 'out.csv'], { cwd })
      exits.add(exit)
      expect(err).not.toMatch(/defect|TypeError|at \w+ \(/)
    }
    isOver = true
    await race
    for (const exit of exits) expect([0, 2]).toContain(exit)
  })

  it('a working folder that is gone', async () => {
    const cwd = folder('gone')
    const { exit, out, err } = await shell(`rmdir '${cwd}'; yuce -s trend -f csv; yuce -o x.csv`, cwd)
    expect(exit).toBe(2)
    expect(out).toContain('scenario,sector')
    expect(err).toContain("no folder '.'")
    expect(err).not.toMatch(/at \w+ \(/)
  })
})

describe('two runs at once', () => {
  it('into one file: it is one of the two, whole', async () => {
    const cwd = folder('two-files')
    const alone = await Promise.all(['low', 'high'].map((name) => yuce(['-p', plan, '-s', name, '-f', 'csv'])))
    for (let i = 0; i < 4; i++) {
      const both = await Promise.all(
        ['low', 'high'].map((name) => yuce(['-p', plan, '-s', name, '-o', 'out.csv'], { cwd })),
      )
      expect(both.map(({ exit }) => exit)).toEqual([0, 0])
      expect(alone.map(({ out }) => out)).toContain(readFileSync(join(cwd, 'out.csv'), 'utf8'))
      expect(readdirSync(cwd)).toEqual(['out.csv'])
    }
  })

  it('into one folder: the tables are whole', async () => {
    const cwd = folder('two-folders')
    for (let i = 0; i < 4; i++) {
      const both = await Promise.all([0, 1].map(() => yuce(['tables', 'tables', '-p', plan], { cwd })))
      const exits = both.map(({ exit }) => exit)
      // Where both make the folder, one comes too late and says so.
      expect(exits).toContain(0)
      for (const exit of exits) expect([0, 2]).toContain(exit)
      expect((await yuce(['tables', 'tables', '--check', '-p', plan], { cwd })).exit).toBe(0)
      expect(readdirSync(cwd)).toEqual(['tables'])
    }
  })
})

describe('a file that cannot be written', () => {
  it('is told before anything is drawn, and before another file is written', async () => {
    const cwd = folder('beforehand')
    writeFileSync(join(cwd, 'there.svg'), 'old')
    for (const args of [
      ['simulate', '--draws', '500000000', '--sampler', 'random', '-o', 'nowhere/out.json'],
      ['simulate', '--draws', '500000000', '--sampler', 'random', '--save-draws', 'nowhere/draws.csv'],
      ['sensitivity', '--draws', '4194304', '-o', 'nowhere/out.json'],
      ['discover', '--draws', '2000000', '-o', 'nowhere/out.json'],
      ['report', '--simulate', '-o', 'nowhere/out.html'],
      ['project', '-o', 'new.csv', '--plot', 'there.svg', '--no-clobber'],
      ['compare', 'low', 'high', '-o', 'new.csv', '--plot', 'there.svg', '--no-clobber'],
    ]) {
      const { exit } = await yuce([...args, '-p', plan], { cwd })
      expect([args[0], exit]).toEqual([args[0], 2])
    }
    expect(readdirSync(cwd)).toEqual(['there.svg'])
    expect(readFileSync(join(cwd, 'there.svg'), 'utf8')).toBe('old')
  })
})

describe('a slow pipe', () => {
  it('gets all of a result of many megabytes', async () => {
    const cwd = folder('slow')
    const rows = Array.from({ length: 4000 }, (_, i) => `sector ${i},2025,${i + 1}`)
    writeFileSync(join(cwd, 'baseline.csv'), `sector,year,revenue\n${rows.join('\n')}\n`)
    writeFileSync(join(cwd, 'growth.csv'), `sector,year,growth\n*,2026-2040,${1 / 3}\n`)
    for (const format of ['json', 'csv']) {
      expect((await yuce(['-f', format, '-o', `whole.${format}`], { cwd })).exit).toBe(0)
      const { out } = await shell(`yuce -f ${format} | (sleep 1; cat) | cksum; cksum < whole.${format}`, cwd)
      const [piped, filed] = out.trim().split('\n')
      expect(piped).toBe(filed)
      expect(Number(filed?.split(' ')[1])).toBeGreaterThan(4_000_000)
    }
  }, 120_000)
})

describe('Ctrl-C', () => {
  it('ends with 130, says so, and leaves the old file alone', async () => {
    const cwd = folder('interrupted')
    writeFileSync(join(cwd, 'out.json'), 'old')
    const many = ['--draws', '500000000', '--sampler', 'random']
    const child = start(['simulate', '-p', plan, '-s', 'low', ...many, '-o', 'out.json'], { cwd })
    const result = ended(child)
    // It is at work once its temporary file is there, or its plan is read; either way it is interrupted.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    child.kill('SIGINT')
    const { exit, err } = await result
    expect(exit).toBe(130)
    expect(err).toContain('interrupted')
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toBe('old')
    expect(readdirSync(cwd)).toEqual(['out.json'])
  })
})

/** Long work in the thread that hears Ctrl-C. */
describe.each(['sensitivity --draws 67108864', 'discover --draws 2000000'])('Ctrl-C during %s', (line) => {
  it('ends with 130, and says so', async () => {
    const child = start([...line.split(' '), '-p', plan, '-s', 'low'])
    const result = ended(child)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    child.kill('SIGINT')
    const { exit, err } = await result
    expect(exit).toBe(130)
    expect(err).toContain('interrupted')
  })
})

/** Paths and texts below a folder. */
function contents(path: string): Readonly<Record<string, string>> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'utf8')]),
  )
}
