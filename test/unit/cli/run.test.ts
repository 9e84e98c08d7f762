/** Commands from words to exit codes, in this process. */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run } from '../../../src/cli/main.ts'
import { displayWidth } from '../../../src/render/width.ts'
import { version } from '../../../src/version.ts'
import { type Ran, yuce } from '../../support/yuce.ts'
import { failingSink, worldIn } from './world.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuce-run-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run_ = (...args: string[]): Promise<Ran> => yuce(args, { cwd: folder })

/** A plan of two sectors whose only target, revenue above 1,000 in 2026, is missed or met by `growth`. */
function plan(growth: string, sectors = ['displays', '=phones']): void {
  const levels = sectors.map((sector) => `${sector},2024,400`)
  writeFileSync(join(folder, 'baseline.csv'), `sector,year,revenue(亿元)\n${levels.join('\n')}\n`)
  writeFileSync(join(folder, 'growth.csv'), `scenario,growth\nbase,${growth}\nhigh,20%\n`)
  writeFileSync(join(folder, 'targets.csv'), 'target,indicator,year,op,value\nrevenue,total_revenue,2026,>,1000\n')
}

test('a plot counts no missing value as nothing', async () => {
  const sectors = Array.from({ length: 14 }, (_, k) => `s${k}`)
  const rows = sectors.map((sector, k) => `${sector},${k === 13 ? 'n/a' : '5%'}`)
  plan('5%', sectors)
  writeFileSync(join(folder, 'growth.csv'), `sector,growth\n${rows.join('\n')}\n`)
  await run_('project', '-s', 'base', '--plot', 'p.svg', '-f', 'csv')
  const titles = readFileSync(join(folder, 'p.svg'), 'utf8').match(/(?<=<title>)\d+ smaller[^<]*/g)
  expect(titles).toEqual(['3 smaller sectors · 2024 · 1,200'])
})

describe('exit codes', () => {
  test('2: an option whose value was forgotten does not take the next option for it', async () => {
    plan('20%')
    expect(await run_('check', '-s', '-p', '.')).toMatchObject({ exit: 2, out: '' })
    expect((await run_('check', '-s', '-p', '.')).err).toContain('--scenario')
  })

  test('2: a report that draws nothing takes no option of draws', async () => {
    plan('20%')
    for (const asked of [['--draws', '512'], ['--seed', '7'], ['--sampler', 'lhs'], ['--repair-correlation']]) {
      const { exit, err } = await run_('report', '-o', 'r.html', ...asked)
      expect([exit, err]).toEqual([2, expect.stringContaining(`${asked[0]} has no effect on yuce report`)])
    }
    expect(existsSync(join(folder, 'r.html'))).toBe(false)
  })

  test('2: tables into a folder that takes none ends, and says so', async () => {
    plan('20%')
    expect(await run_('tables', '/dev/null/x')).toMatchObject({ exit: 2, out: '' })
    expect(await run_('tables', '/proc/x')).toMatchObject({ exit: 2, out: '' })
  })

  test('2: validate of a scenario that is not there', async () => {
    plan('20%')
    expect(await run_('validate', '-s', 'hgih')).toMatchObject({ exit: 2, out: '' })
  })

  test('0: done, whatever the targets', async () => {
    plan('1%')
    expect((await run_('project')).exit).toBe(0)
  })

  test('1: a target is missed, for check and with --fail-on-miss', async () => {
    plan('1%')
    expect((await run_('check')).exit).toBe(1)
    expect((await run_('project', '--fail-on-miss')).exit).toBe(1)
  })

  test('0: check, where every target is met', async () => {
    plan('20%')
    expect((await run_('check')).exit).toBe(0)
  })

  test('1: a value that is missing is never a pass', async () => {
    plan('20%')
    writeFileSync(join(folder, 'growth.csv'), 'scenario,year,growth\nbase,2025,20%\n')
    const { exit, out } = await run_('check')
    expect(exit).toBe(1)
    expect(out).toContain('? undetermined')
  })

  test('--require names the verdicts that decide; a name that is not there is a problem, never a pass', async () => {
    plan('1%')
    expect((await run_('check', '--require', 'high:revenue')).exit).toBe(0)
    expect((await run_('check', '--require', 'high:*', 'base:revenue')).exit).toBe(1)
    expect((await run_('check', '--require', 'hihg:revenue')).exit).toBe(2)
    expect((await run_('check', '--require', 'high:revenues')).exit).toBe(2)
    expect((await run_('check', '--require', 'high')).exit).toBe(2)
  })

  test('2: a plan without targets has nothing to check', async () => {
    plan('1%')
    rmSync(join(folder, 'targets.csv'))
    expect((await run_('check')).exit).toBe(2)
  })

  test('2: usage errors, with where to read on', async () => {
    plan('1%')
    for (const words of [
      ['--fromat', 'csv'],
      ['chek'],
      ['-f', 'xls'],
      ['init'],
      ['validate', 'x'],
      ['--digits', '-1'],
      ['-p'],
    ]) {
      const { exit, out, err } = await run_(...words)
      expect([exit, out], words.join(' ')).toEqual([2, ''])
      expect(err, words.join(' ')).toMatch(/^yuce: error: .*\n {2}= help: .*\n\nsee: yuce.* --help\n$/)
    }
  })

  test('3: a defect says so, shows its stack, and asks for a report', async () => {
    plan('1%')
    const err: string[] = []
    const broken = { write: () => Promise.reject(new TypeError('not the system')), isTerminal: false, columns: null }
    const stderr = { ...broken, write: async (text: string | Uint8Array) => void err.push(String(text)) }
    expect(await run([], worldIn(folder, { stdout: broken, stderr }))).toBe(3)
    expect(err.join('')).toMatch(
      /^yuce: error: yuce .* has a defect.*\n {2}= please report.*\n\nTypeError: not the system\n {4}at /,
    )
  })

  test('141: the reader of the pipe went away, on either stream', async () => {
    plan('1%')
    expect(await run([], worldIn(folder, { stdout: failingSink('EPIPE') }))).toBe(141)
    expect(await run(['--oops'], worldIn(folder, { stderr: failingSink('EPIPE') }))).toBe(141)
  })

  test('2: stdout is full, whatever was to be printed there', async () => {
    plan('1%')
    const lines = [[], ['--version'], ['-V', '--lang', 'en'], ['--help'], ['help', 'check'], ['check', '-h']]
    for (const words of lines) {
      const err: string[] = []
      const stderr = { ...failingSink(''), write: async (text: string | Uint8Array) => void err.push(String(text)) }
      const world = worldIn(folder, { stdout: failingSink('ENOSPC'), stderr })
      expect(await run(words, world), words.join(' ')).toBe(2)
      expect(err.join('')).toContain("'standard output' cannot be written (ENOSPC)")
    }
  })
})

describe('names in explain', () => {
  test('takes the Chinese words for variables, as --set does', async () => {
    plan('20%')
    const { exit, out } = await run_('explain', '增速[displays,2026]', '-s', 'base')
    expect([exit, out.includes('growth[displays,2026] = 20%')]).toEqual([0, true])
    expect((await run_('explain', '营收[displays,2026]', '-s', 'base')).out).toContain('revenue[displays,2026] = 576')
    expect((await run_('explain', '增速x[displays,2026]')).err).toContain("'增速x' is not a variable")
  })

  test('names the variable that is the total of one by sector', async () => {
    plan('20%')
    for (const typed of ['revenue[total,2026]', 'revenue[2026]', '营业收入[合计,2026]']) {
      const { exit, err } = await run_('explain', typed)
      expect([exit, err.includes("'total_revenue[2026]'")], typed).toEqual([2, true])
    }
  })
})

test('no first year stands beside a verdict without a value', async () => {
  plan('20%')
  writeFileSync(join(folder, 'growth.csv'), 'scenario,year,growth\nbase,2025,40%\n')
  const target = ['--target', 'total_revenue > 1000 @ 2026', '-s', 'base']
  expect((await run_('check', ...target)).out).not.toMatch(/2025.*undetermined/)
  expect(JSON.parse((await run_('check', ...target, '-f', 'json')).out).results[0].firstMet).toBe(2025)
})

describe('a narrow terminal', () => {
  const isExample = (line: string) => line.startsWith('  $ ')
  const tooLong = (text: string, columns: number) =>
    text.split('\n').filter((line) => displayWidth(line) > columns && !isExample(line))

  test.each(['en', 'zh'])('help and problems are folded (%s)', async (lang) => {
    plan('20%')
    const growth = 'scenario,year,growth,note\nbase,2025,20%,\n'
    const note = '一段很长的说明'.repeat(20)
    writeFileSync(join(folder, 'growth.csv'), `${growth}${note},2026,20 apples and many more,${note}\n`)
    for (const columns of [40, 60]) {
      for (const words of [['--help'], ['help', 'solve'], ['tables', '-h'], ['check'], ['validate'], ['chek']]) {
        const { out, err } = await yuce([...words, '--lang', lang, '--color', 'never'], { cwd: folder, columns })
        expect(tooLong(out + err, columns), `${words.join(' ')} ${columns}`).toEqual([])
      }
    }
  })
})

describe('validate', () => {
  test('a plan with errors has its name and the hashes of what could be read', async () => {
    plan('1%')
    const of = async (...args: string[]) => JSON.parse((await run_('validate', '-f', 'json', ...args)).out)
    const sound = await of()
    writeFileSync(join(folder, 'targets.csv'), 'target,indicator,year,op,value\nrevenue,total_revenue,2026,>,many\n')
    const broken = await of()
    expect(broken.problems).toHaveLength(1)
    expect(broken.plan).toBe(sound.plan)
    const files = (each: typeof sound) => each.inputs.map(({ file }: { file: string }) => file)
    expect(files(broken)).toEqual(files(sound))
    expect(broken.inputs[0]).toEqual(sound.inputs[0])
    expect((await of('-p', 'nowhere')).inputs).toEqual([])
  })
})

describe('help', () => {
  test('begins with examples, lists the exit codes, goes to stdout and exits 0', async () => {
    for (const words of [['-h'], ['--help'], ['help'], ['help', 'check'], ['check', '-h'], ['init', '--help']]) {
      const { exit, out, err } = await run_(...words)
      expect([exit, err], words.join(' ')).toEqual([0, ''])
      expect(out).toMatch(/^Examples:\n {2}\$ yuce/)
      expect(out).toMatch(
        /Exit codes:\n {2}0 [\s\S]*\n {2}1 [\s\S]*\n {2}2 [\s\S]*\n {2}3 [\s\S]*\n {2}130 [\s\S]*\n {2}141 /,
      )
    }
  })

  test('lists commands above options, in both languages, and fits the terminal', async () => {
    for (const lang of ['zh', 'en']) {
      const { out } = await yuce(['--lang', lang, '-h'], { cwd: folder, env: { COLUMNS: '80' } })
      expect(out.indexOf('explain')).toBeLessThan(out.indexOf('--plan'))
      const options = out.slice(out.indexOf('--plan'), out.indexOf('-h, --help'))
      expect(Math.max(...options.split('\n').map(displayWidth))).toBeLessThanOrEqual(80)
    }
  })

  test('--version', async () => {
    expect(await run_('--version')).toEqual({ exit: 0, out: `${version}\n`, err: '' })
    expect((await run_('-q', '-V')).out).toBe(`${version}\n`)
  })
})

describe('formats', () => {
  test('long CSV has the columns of the contract', async () => {
    plan('1%')
    const { out, err } = await run_('-f', 'csv', '-s', 'base')
    expect(out.split('\r\n').slice(0, 3)).toEqual([
      'scenario,sector,variable,year,value,unit,status,grade',
      'base,displays,revenue,2024,400,亿元,baseline,assumed',
      'base,displays,revenue,2025,404,亿元,projected,assumed',
    ])
    expect(err).toContain('--excel')
  })

  test('wide CSV has a column for each year', async () => {
    plan('1%', ['displays', 'phones'])
    const { out } = await run_('-f', 'csv', '--layout', 'wide', '-s', 'high')
    expect(out).toBe(
      'scenario,sector,variable,unit,2024,2025,2026\r\n' +
        'high,displays,revenue,亿元,400,480,576\r\nhigh,phones,revenue,亿元,400,480,576\r\n' +
        'high,total,total_revenue,亿元,800,960,1152\r\n',
    )
  })

  test('the warning counts the cells a spreadsheet would run, and --excel leaves none', async () => {
    plan('1%')
    const plain = await run_('-f', 'csv')
    const cells = plain.out.split(/\r\n|,/).filter((cell) => cell.startsWith('=')).length
    expect(plain.err).toContain(`warning: ${cells} text cells begin like a formula`)
    const { out, err } = await run_('--excel')
    expect(out).toMatch(/^\uFEFFscenario,/)
    expect(out).not.toMatch(/(^|,)=/m)
    expect(err).toBe('')
  })

  test('JSON begins alike for every command, and is one object', async () => {
    plan('1%', ['displays', 'phones'])
    const schemas = [
      ['project', ['projections', 'targets']],
      ['check', ['results']],
      ['validate', ['problems']],
    ] as const
    for (const [command, keys] of schemas) {
      const body = JSON.parse((await run_(command, '--json')).out)
      expect(Object.keys(body)).toEqual(['schema', 'plan', 'inputs', 'version', ...keys])
      expect([body.schema, body.version]).toEqual([`yuce/${command}@1`, version])
      expect(body.inputs[0]).toEqual({ file: 'baseline.csv', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    }
    const { targets } = JSON.parse((await run_('--json', '-s', 'high')).out)
    expect(Object.entries(targets[0])).toEqual([
      ['scenario', 'high'],
      ['target', 'revenue'],
      ['indicator', 'total_revenue'],
      ['sector', 'total'],
      ['year', 2026],
      ['op', '>'],
      ['threshold', 1000],
      ['value', 1152],
      ['unit', '亿元'],
      ['gap', 152],
      ['verdict', 'met'],
      ['firstMet', 2026],
    ])
  })

  test('the same command gives the same bytes', async () => {
    plan('1%')
    for (const format of ['table', 'csv', 'tsv', 'json', 'ndjson', 'md']) {
      expect(await run_('-f', format)).toEqual(await run_('-f', format))
    }
  })

  test('problems are JSON where JSON is asked for, a line each', async () => {
    plan('1%')
    const { exit, out, err } = await run_('--json', '-s', 'hihg')
    expect([exit, out]).toEqual([2, ''])
    expect(JSON.parse(err)).toEqual({
      code: 'unknown-scenario',
      severity: 'error',
      file: '',
      line: 0,
      column: 0,
      message: "'hihg' is not a scenario of this plan",
      help: "did you mean 'high'?",
    })
  })

  test('the format follows the name of the file; a conflict is refused before anything is written', async () => {
    plan('1%')
    expect((await run_('-q', '-o', 'r.json')).exit).toBe(0)
    expect(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')).schema).toBe('yuce/project@1')
    expect((await run_('-o', 'r.csv', '-f', 'json')).exit).toBe(2)
    expect((await run_('-o', 'r.xyz')).exit).toBe(2)
    expect(existsSync(join(folder, 'r.csv'))).toBe(false)
  })
})

describe('streams', () => {
  test('no escape sequence in a pipe, whatever the command; colour where it is asked for', async () => {
    plan('1%')
    for (const words of [['project'], ['check'], ['validate'], ['explain', 'total_revenue'], ['--oops']]) {
      const { out, err } = await run_(...words)
      expect(out + err, words.join(' ')).not.toContain('\u001b')
    }
    expect((await run_('--color', 'always')).out).toContain('\u001b[')
    expect((await run_('check', '--color=always')).out).toContain('\u001b[')
  })

  test('colour never says more than the text', async () => {
    plan('1%')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that chalk writes
    const bare = (await run_('--color', 'always')).out.replace(/\u001b\[\d+m/g, '')
    expect(bare).toBe((await run_('--color', 'never')).out)
  })

  test('-q leaves stdout as it is and stderr empty', async () => {
    plan('1%')
    const loud = await run_('-f', 'csv')
    expect(await run_('-f', 'csv', '-q')).toEqual({ ...loud, err: '' })
  })

  test('standard input is read for -, and not waited for at a terminal', async () => {
    const stdin = 'sector,year,revenue\na,2024,100\n'
    const quick = ['--baseline', '-', '--horizon', '2024', '-f', 'csv']
    expect((await yuce(quick, { cwd: folder, stdin })).out).toContain('base,a,revenue,2024,100')
    expect((await yuce(quick, { cwd: folder })).exit).toBe(2)
  })
})

describe('options', () => {
  test('before and after the command they mean the same, and lists add up', async () => {
    plan('1%')
    expect(await run_('-s', 'high', 'project', '-f', 'csv')).toEqual(await run_('project', '-f', 'csv', '-s', 'high'))
    expect((await run_('-s', 'high', 'project', '-s', 'base')).out).toBe((await run_('-s', 'base,high')).out)
    expect((await run_('project', '-s', 'high', 'base')).out).toBe((await run_('-s', 'base,high')).out)
  })

  test('--set changes an assumption, and the title says so', async () => {
    plan('1%')
    const { out } = await run_('--set', 'growth[*,2026]=30%', '-s', 'base')
    expect(out.replaceAll('\n', ' ')).toContain('--set growth[*,2026]=30%')
    expect(out).toContain('✓ met')
  })

  test('--digits is digits after the point, in tables and in data', async () => {
    plan('1.23%')
    expect((await run_('-f', 'csv', '--digits', '1', '-s', 'base')).out).toContain('2026,409.9,')
    expect((await run_('--digits', '2', '-s', 'base')).out).toContain('409.90')
  })

  test('--digits counts decimals of per cent for rates, in data as in tables', async () => {
    plan('2.54%')
    const of = (...args: string[]) => run_(...args, '--variable', 'growth', '--digits', '1', '-s', 'base')
    expect((await of('project', '-f', 'csv')).out).toContain('growth,2026,0.025,1,')
    expect((await of('project', '-f', 'csv', '--layout', 'wide')).out).toContain('growth,1,0.025,0.025,0.025')
    expect((await of('project', '-f', 'ndjson')).out).toContain('"year":2026,"value":0.025,"unit":"1"')
    expect(JSON.parse((await of('project', '-f', 'json')).out).projections[0].series[0].points[2].value).toBe(0.025)
    const target = ['--target', 'growth[displays] > 3.21% @ 2026', '--digits', '1', '-s', 'base']
    expect((await run_('check', '-f', 'csv', ...target)).out).toContain(',0.032,0.025,1,-0.007,missed')
    const { results } = JSON.parse((await run_('check', '-f', 'json', ...target)).out)
    expect(results.at(-1)).toMatchObject({ threshold: 0.032, value: 0.025, gap: -0.007 })
  })

  test('--variable chooses what is shown', async () => {
    plan('1%')
    const { out } = await run_('--variable', 'growth', '-f', 'csv', '-s', 'high')
    expect(
      new Set(
        out
          .split('\r\n')
          .slice(1, -1)
          .map((line) => line.split(',')[2]),
      ),
    ).toEqual(new Set(['growth']))
  })

  test('-n writes nothing', async () => {
    plan('1%')
    expect((await run_('-n', '-o', 'r.csv')).err).toContain('would write r.csv')
    expect((await run_('init', 'new', '-n')).exit).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['baseline.csv', 'growth.csv', 'targets.csv'])
  })
})

describe('init', () => {
  test('makes a plan without a problem, in either language', async () => {
    for (const lang of ['zh', 'en']) {
      expect((await run_('init', lang, '--lang', lang)).exit).toBe(0)
      expect((await run_('validate', '-p', lang)).out).toBe(`${lang}: no problems\n`)
      expect((await run_('check', '-p', lang)).exit).toBe(1)
    }
  })

  test('refuses a folder that holds a file it would write, and writes none', async () => {
    mkdirSync(join(folder, 'mine'))
    writeFileSync(join(folder, 'mine/growth.csv'), 'mine')
    expect((await run_('init', 'mine')).exit).toBe(2)
    expect(readdirSync(join(folder, 'mine'))).toEqual(['growth.csv'])
  })

  test('adds to a folder that holds something else', async () => {
    mkdirSync(join(folder, 'mine'))
    writeFileSync(join(folder, 'mine/notes.txt'), 'mine')
    expect((await run_('init', 'mine')).exit).toBe(0)
    expect(readdirSync(join(folder, 'mine'))).toContain('baseline.csv')
  })

  test('--from copies a plan: its folder, or one that comes with yuce', async () => {
    plan('1%')
    expect((await run_('init', 'copy', '--from', '.')).exit).toBe(0)
    expect(readdirSync(join(folder, 'copy')).sort()).toEqual(['baseline.csv', 'growth.csv', 'targets.csv'])
    expect((await run_('init', 'city', '--from')).exit).toBe(0)
    expect((await run_('init', 'city', '--from', 'nowhere')).exit).toBe(2)
  })
})

describe('explain', () => {
  test('a number down to the row it rests on', async () => {
    plan('1%')
    const { out } = await run_('explain', 'revenue[displays,2025]')
    expect(out).toContain('revenue[displays,2025] = 404 亿元')
    expect(out).toContain('= lag(revenue) * (1 + growth)')
    expect(out).toContain('growth.csv:2:6 [base, *, *] 1%')
    expect(out).toContain('baseline.csv:2:15')
  })

  test('what cannot be meant is said', async () => {
    plan('1%')
    const codes = await Promise.all(
      [
        'revenue[2025]',
        'revenue[displys,2025]',
        'revenu[displays]',
        'total_revenue[displays,2025]',
        'revenue[displays,1999]',
        '[',
      ].map(async (address) => JSON.parse((await run_('explain', address, '--json')).err).code),
    )
    expect(codes).toEqual([
      'which-sector',
      'unknown-sector',
      'unknown-variable',
      'sector-for-total',
      'year-not-projected',
      'address-syntax',
    ])
  })
})

test('the first screen of the bundled plan fits 40 lines of 100 columns, in both languages', async () => {
  for (const lang of ['zh', 'en']) {
    const { exit, out, err } = await yuce(['--lang', lang], { cwd: folder, env: { COLUMNS: '100' } })
    expect([exit, err]).toEqual([0, ''])
    const lines = out.trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(40)
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(100)
  }
})
