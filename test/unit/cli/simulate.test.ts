/** The same bytes whoever draws: one thread or several, one run or many parts; by the built program. */

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../support/folders.ts'
import { yuce } from '../../support/yuce.ts'

const parent = mkdtempSync(join(tmpdir(), 'yuce-simulate-'))
const folder = join(parent, 'plan')
const files = {
  'baseline.csv': 'sector,year,revenue\na,2024,100\nb,2024,50\nc,2024,70\n',
  'growth.csv':
    'scenario,sector,year,growth,persistence\nlow,*,2025-2027,"normal(5%, 4%)",0.5\nhigh,a,2025-2027,+2pp,\nlow,c,2026,"pert(1%, 4%, 9%)",\n',
  'scenarios.csv': 'scenario,inherits\nlow,\nhigh,low\n',
  'correlations.csv': 'variable,sector_a,sector_b,correlation\ngrowth,*,*,0.5\n',
  'targets.csv':
    'target,indicator,sector,year,op,value\ntotal,total_revenue,,2027,>,260\nb,revenue,b,2027,<,60\nnone,revenue,c,2027,>,99999\n',
}

beforeAll(() => {
  mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

/** The built program, in a process of its own. */
function built(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin/yuce.js'), ...args], {
    cwd: folder,
    env: { LANG: 'en_US.UTF-8', PATH: process.env['PATH'] },
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

async function run(...args: string[]): Promise<string> {
  const { exit, out, err } = await yuce(args, { cwd: folder })
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  return out
}

/** Says where two long texts begin to differ, not what all of them is. */
function expectSame(actual: string, expected: string): void {
  let at = 0
  while (at < actual.length && actual[at] === expected[at]) at++
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60)
  if (actual !== expected) expect(around(actual)).toBe(around(expected))
}

/** No whole number of blocks. */
const draws = ['--draws', '3001']

test('the built program gives the same bytes from 1, 2 and 5 workers, and from seven parts in any order', () => {
  const asked = ['simulate', ...draws, '-f', 'json']
  const alone = built(...asked, '--workers', '1')
  expectSame(built(...asked, '--workers', '2'), alone)
  expectSame(built(...asked, '--workers', '5'), alone)
  for (const k of [3, 1, 7, 2, 5, 6, 4]) {
    built('simulate', ...draws, '--workers', k === 2 ? '2' : '1', '--shard', `${k}/7`, '-o', `${k}.json`)
  }
  const parts = [6, 2, 7, 1, 3, 5, 4].map((k) => `${k}.json`)
  expectSame(built('merge', '-f', 'json', ...parts), alone)
})

test.each(['lhs', 'random'])('and so do two workers and three parts by %s', async (sampler) => {
  const asked = ['simulate', '--sampler', sampler, '--draws', sampler === 'lhs' ? '3072' : '3001']
  const alone = built(...asked, '-f', 'json', '--workers', '1')
  expectSame(built(...asked, '-f', 'json', '--workers', '2'), alone)
  const parts = [1, 2, 3].map((k) => `${sampler}-${k}.json`)
  for (const [k, part] of parts.entries()) await run(...asked, '--shard', `${k + 1}/3`, '-o', part)
  expectSame(await run('merge', '-f', 'json', ...parts), await run(...asked, '-f', 'json', '--workers', '1'))
})

test('parts of some scenarios, settings and targets merge without naming them again', async () => {
  const asked = ['-s', 'high', '--set', 'growth[b,2026]=+1pp', '--target', 'total', '--seed', '0', '--draws', '700']
  for (const k of [1, 2]) await run('simulate', ...asked, '--shard', `${k}/2`, '-o', `some-${k}.json`)
  expect(await run('merge', '-f', 'csv', 'some-1.json', 'some-2.json')).toBe(
    await run('simulate', ...asked, '-f', 'csv'),
  )
})

test('parts of another base year and horizon merge without naming them again, and the spread of every number too', async () => {
  const asked = ['--base-year', '2023', '--horizon', '2026', '--target', 'total_revenue > 240 @ 2026', '--draws', '700']
  const plan = ['-p', 'years']
  mkdirSync(join(folder, 'years'))
  writeFileSync(
    join(folder, 'years', 'baseline.csv'),
    'sector,year,revenue\na,2023,100\na,2024,110\nb,2023,90\nb,2024,95\n',
  )
  writeFileSync(join(folder, 'years', 'growth.csv'), 'year,growth\n*,"normal(5%, 4%)"\n')
  const parts = [1, 2].map((k) => `years-${k}.json`)
  for (const [k, part] of parts.entries()) await run('simulate', ...plan, ...asked, '--shard', `${k + 1}/2`, '-o', part)
  for (const format of [['-f', 'json'], ['-f', 'csv'], ['-f', 'csv', '--fans'], []]) {
    expectSame(await run('merge', ...plan, ...format, ...parts), await run('simulate', ...plan, ...asked, ...format))
  }
})

test('parts that were read in another way are of another result', async () => {
  await run('simulate', ...draws, '--shard', '1/2', '-o', 'read-1.json')
  await run('simulate', ...draws, '--encoding', 'latin1', '--shard', '2/2', '-o', 'read-2.json')
  const { exit, err } = await yuce(['merge', 'read-1.json', 'read-2.json'], { cwd: folder })
  expect({ exit, err }).toEqual({ exit: 2, err: expect.stringContaining('is of another result') })
})

test.each(['-s low', '--set growth[b,2026]=+1pp', '--target total', '--variable revenue', '--horizon 2026'])(
  'merge refuses %s: the parts say what was drawn',
  async (typed) => {
    const { exit, err } = await yuce(['merge', ...typed.split(' '), 'no.json'], { cwd: folder })
    expect({ exit, err }).toMatchObject({ exit: 2, err: expect.stringContaining('has no effect on yuce merge') })
  },
)

test('parts that are not there are named, and a file that yuce did not write so is none', async () => {
  for (const k of [1, 3]) await run('simulate', ...draws, '--shard', `${k}/3`, '-o', `gap-${k}.json`)
  const merged = (...parts: string[]) => yuce(['merge', ...parts], { cwd: folder })
  expect(await merged('gap-1.json', 'gap-3.json')).toMatchObject({ exit: 2, err: expect.stringContaining('2/3') })
  const part = JSON.parse(readFileSync(join(folder, 'gap-1.json'), 'utf8'))
  const spoilt = {
    'no-draws': { ...part, asked: { ...part.asked, draws: 0 } },
    'no-such-bin': { ...part, runs: part.runs.map((each: object) => ({ ...each, bins: [[[99999, 1]]] })) },
    'less-than-none': {
      ...part,
      runs: part.runs.map((each: { nodes: { sums: number[] }[] }) => ({
        ...each,
        nodes: each.nodes.map((node) => ({ ...node, sums: node.sums.map((sum, k) => (k === 0 ? -1 : sum)) })),
      })),
    },
  }
  for (const [name, text] of Object.entries(spoilt)) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(text))
    const { exit, err } = await merged(`${name}.json`)
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringContaining('is not a part of a simulation') })
  }
})

test('chances are the same in every format, whatever is shown, though a number by sector fails in some draws', async () => {
  mkdirSync(join(folder, 'failing'))
  for (const [name, text] of Object.entries({
    'baseline.csv': files['baseline.csv'],
    'growth.csv': 'year,growth\n2025-2027,"normal(5%, 4%)"\n',
    'assumptions.csv': 'variable,year,value\nnoise,2025-2027,"normal(1, 0.5)"\n',
    'equations.csv':
      'variable,formula\nrevenue,lag(revenue) * (1 + growth)\ntotal_revenue,sum(revenue)\ndepth,log(noise)\n',
    'targets.csv': 'target,indicator,year,op,value\ntotal,total_revenue,2027,>,250\n',
  }))
    writeFileSync(join(folder, 'failing', name), text)
  const asked = ['simulate', '-p', 'failing', '--draws', '1000', '-q']
  const [{ targets, failed }] = JSON.parse(await run(...asked, '-f', 'json')).results
  // In nine cells of noise: 1 − Φ(2)⁹ of draws fail.
  expect(failed / 1000).toBeCloseTo(1 - 0.977249868 ** 9, 1)
  for (const more of [[], ['--variable', 'total_revenue'], ['--variable', 'noise']]) {
    const [, row = ''] = (await run(...asked, '-f', 'csv', ...more)).split('\n')
    const cells = row.trimEnd().split(',')
    expect([cells.at(8), cells.at(-1)]).toEqual([`${targets[0].probability}`, `${failed}`])
  }
  for (const k of [1, 2]) await run(...asked, '--shard', `${k}/2`, '-o', `failing-${k}.json`)
  const parts = ['failing-1.json', 'failing-2.json']
  expect(await run('merge', '-p', 'failing', '-q', '-f', 'csv', ...parts)).toBe(await run(...asked, '-f', 'csv'))
})

test('more parts than blocks: some are empty, and all together are the whole', async () => {
  const parts = [1, 2, 3, 4, 5].map((k) => `few-${k}.json`)
  for (const [k, part] of parts.entries()) await run('simulate', '--draws', '300', '--shard', `${k + 1}/5`, '-o', part)
  expectSame(await run('merge', '-f', 'json', ...parts), await run('simulate', '--draws', '300', '-f', 'json'))
})

test('until it is precise: the same bytes from 1 and 2 workers; so many draws asked for give the same chances', async () => {
  const asked = ['simulate', '--precision', '0.2pp', '--sampler', 'lhs', '-f', 'json']
  const alone = built(...asked, '--workers', '1')
  expectSame(built(...asked, '--workers', '2'), alone)
  const { draws: made, precision, results } = JSON.parse(alone)
  expect(precision).toBe(0.002)
  for (const { targets, joint } of results) {
    for (const { standardError } of [...targets, joint]) expect(standardError).toBeLessThanOrEqual(0.002)
  }
  const asFew = JSON.parse(built('simulate', '--sampler', 'lhs', '--draws', String(made), '-f', 'json'))
  expect(asFew.results).toEqual(results)
})

test('until it is precise: independent draws that all miss have an error too, so that more are made', async () => {
  const asked = ['simulate', '--sampler', 'random', '-s', 'low', '--target', 'total', '--target', 'none']
  const at = async (precision: string) => JSON.parse(await run(...asked, '--precision', precision, '-f', 'json'))
  const { draws: made, results } = await at('0.02pp')
  // None of n leaves about one draw open: 1/n is at most 0.02 % from 5000 draws on.
  expect(made).toBeGreaterThanOrEqual(5000)
  const [{ targets }] = results
  expect(targets[1]).toMatchObject({ probability: 0, standardError: 1 / made, method: 'counted' })
})

test('Latin hypercubes are whole: draws are rounded up to them, and it is said', async () => {
  const { exit, out, err } = await yuce(['simulate', '--sampler', 'lhs', '--draws', '300', '-f', 'json'], {
    cwd: folder,
  })
  expect(exit).toBe(0)
  expect(JSON.parse(out).draws).toBe(512)
  expect(JSON.parse(err)).toMatchObject({ code: 'draws-rounded', help: expect.stringContaining('--draws 512') })
})

test.each([
  [['--draws', '255'], 'option-too-small', '--draws 256'],
  [['--draws', '63', '--sampler', 'random'], 'option-too-small', '--draws 64'],
  // 16 scramblings of 2³² points.
  [['--draws', '100000000000'], 'option-too-large', `--draws ${2 ** 36}`],
  [['--workers', '0'], 'option-too-small', '--workers 1'],
  [['--draws', '1e3'], 'bad-option-value', '--draws 2048'],
])('simulate %j is refused, and what may be asked is named', async (typed, code, example) => {
  const { exit, err } = await yuce(['simulate', '-f', 'json', ...typed], { cwd: folder })
  expect(exit).toBe(2)
  expect(JSON.parse(err)).toMatchObject({ code, help: expect.stringContaining(example) })
})

test('--save-draws writes what was drawn: chances counted from it are those reported', async () => {
  const json = await run('simulate', '--sampler', 'random', ...draws, '--save-draws', '../draws.csv', '-f', 'json')
  const [header = '', ...rows] = readFileSync(join(parent, 'draws.csv'), 'utf8').trimEnd().split('\n')
  expect(rows).toHaveLength(2 * 3001)
  const columns = [...header.matchAll(/"([^"]*)"|([^,]+)/g)].map(([, quoted, plain]) => quoted ?? plain)
  const [total, b] = [columns.indexOf('total_revenue[2027]'), columns.indexOf('revenue[b,2027]')]
  for (const { scenario, targets, joint } of JSON.parse(json).results) {
    const own = rows.map((row) => row.split(',')).filter(([name]) => name === scenario)
    const share = (isMet: (row: string[]) => boolean) => own.filter(isMet).length / 3001
    expect(targets[0].probability).toBeCloseTo(
      share((row) => Number(row[total]) > 260),
      14,
    )
    expect(targets[1].probability).toBeCloseTo(
      share((row) => Number(row[b]) < 60),
      14,
    )
    expect(joint.probability).toBe(0)
  }
})

test('--save-draws has one column a number: of targets that share one, and of an uncertain number that is a target', async () => {
  const targets = ['total_revenue > 250 @ 2027', 'total_revenue < 270 @ 2027', 'growth[a] > 0 @ 2027']
  const asked = ['-s', 'low', '--draws', '256', ...targets.flatMap((each) => ['--target', each]), '-q']
  await run('simulate', ...asked, '--save-draws', '../shared.csv')
  const [header = ''] = readFileSync(join(parent, 'shared.csv'), 'utf8').split('\n')
  const columns = [...header.trimEnd().matchAll(/"([^"]*)"|([^,]+)/g)].map(([, quoted, plain]) => quoted ?? plain)
  expect(new Set(columns).size).toBe(columns.length)
  expect(columns).toContain('growth[a,2027]')
  expect(columns.filter((each) => each === 'total_revenue[2027]')).toHaveLength(1)
})

test('--save-draws of a plan without targets has the numbers that are followed', async () => {
  mkdirSync(join(folder, 'aimless'))
  for (const name of ['baseline.csv', 'growth.csv', 'scenarios.csv'] as const)
    writeFileSync(join(folder, 'aimless', name), files[name])
  await run('simulate', '-p', 'aimless', '-s', 'low', '--draws', '256', '--save-draws', 'aimless/draws.csv')
  expect(readFileSync(join(folder, 'aimless/draws.csv'), 'utf8').split('\n')[0]).toContain('total_revenue[2027]')
})

test.each([
  [['--save-draws', 'draws.json'], 'bad-option-value'],
  [['--save-draws', 'draws.md'], 'bad-option-value'],
  [['--save-draws', 'x.csv', '-o', './x.csv'], 'options-conflict'],
])('simulate %j is refused before anything is drawn', async (typed, code) => {
  const { exit, err } = await yuce(['simulate', ...typed], { cwd: folder, env: { LANG: 'en' } })
  expect({ exit, err }).toEqual({
    exit: 2,
    err: expect.stringMatching(code === 'options-conflict' ? /--save-draws x.csv.*-o/ : /is not a value of/),
  })
})

test('--digits rounds what is measured in the units of the plan, and no chance or threshold', async () => {
  const asked = ['simulate', '-s', 'low', '--target', 'total_revenue > 260.125 @ 2027', '--draws', '512']
  const whole = JSON.parse(await run(...asked, '-f', 'json')).results[0]
  const short = JSON.parse(await run(...asked, '-f', 'json', '--digits', '1')).results[0]
  const [{ shortfall, shortfallWhenMissed, ...chance }] = whole.targets
  expect(short.targets[0]).toEqual({
    ...chance,
    shortfall: Number(shortfall.toFixed(1)),
    shortfallWhenMissed: Number(shortfallWhenMissed.toFixed(1)),
  })
  expect(short.fans[3].mean).toBe(Number(whole.fans[3].mean.toFixed(1)))
  const [, row = ''] = (await run(...asked, '-f', 'csv', '--digits', '1')).split('\n')
  expect(row.split(',').slice(6, 10)).toEqual(['260.125', '', `${chance.probability}`, `${chance.standardError}`])
})

test('what is drawn is said: one number is one, and correlations that were replaced are', async () => {
  const write = (plan: string, more: Readonly<Record<string, string>>) => {
    mkdirSync(join(folder, plan))
    const own = { 'baseline.csv': files['baseline.csv'], ...more }
    for (const [name, text] of Object.entries(own)) writeFileSync(join(folder, plan, name), text)
  }
  write('single', { 'growth.csv': 'sector,year,growth\na,2025,"normal(5%, 4%)"\nb,2025,1%\nc,2025,1%\n' })
  expect(await run('simulate', '-p', 'single')).toContain('1 uncertain number, each')
  // a with b and b with c, but not a with c.
  write('torn', {
    'growth.csv': 'year,growth\n2025,"normal(5%, 4%)"\n',
    'correlations.csv': 'variable,sector_a,sector_b,correlation\ngrowth,a,b,1\ngrowth,b,c,1\ngrowth,a,c,0\n',
  })
  const repaired = ['simulate', '-p', 'torn', '--repair-correlation']
  expect(await run(...repaired)).toContain('the nearest that can')
  expect(JSON.parse(await run(...repaired, '-f', 'json'))).toMatchObject({ repairedCorrelation: true })
  expect(JSON.parse(await run(...repaired, '-f', 'json', '-p', 'single'))).not.toHaveProperty('repairedCorrelation')
})

test('a misspelt distribution is told from a function', async () => {
  mkdirSync(join(folder, 'misspelt'))
  writeFileSync(join(folder, 'misspelt', 'baseline.csv'), files['baseline.csv'])
  writeFileSync(join(folder, 'misspelt', 'growth.csv'), 'year,growth\n2025,"nromal(5%, 4%)"\n')
  const { exit, err } = await yuce(['simulate', '-p', 'misspelt'], { cwd: folder })
  expect({ exit, err }).toEqual({ exit: 2, err: expect.stringContaining("did you mean 'normal'?") })
})

test('no chance is null in JSON, and empty in CSV', async () => {
  const none = ['--set', 'growth[c,2027]=n/a', '--target', 'none', '-s', 'low', '--draws', '256', '-q']
  const [{ targets }] = JSON.parse(await run('simulate', ...none, '-f', 'json')).results
  expect(targets[0]).toMatchObject({ probability: null, interval: null, shortfall: null, undetermined: 256 })
  expect((await run('simulate', ...none, '-f', 'csv')).split('\n')[1]).toContain(',99999,,,0,,,')
})
