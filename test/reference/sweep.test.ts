/** Grids against closed forms, run through the command line. */

import { expect, test } from 'vitest'
import { runPlan } from './plans.ts'

const files = {
  'baseline.csv': 'year,revenue\n2024,1000\n',
  'growth.csv': 'year,growth\n2025-2027,5%\n',
  'targets.csv':
    'target,indicator,year,op,value\nabove,total_revenue,2027,>,1331\nreached,total_revenue,2027,>=,1331\n',
}

async function swept(args: readonly string[]) {
  const ran = await runPlan(files, ['sweep', '-f', 'json', ...args])
  expect(ran).toMatchObject({ exit: 0, err: '' })
  return JSON.parse(ran.out)
}

type Cell = { readonly at: readonly number[]; readonly value: number; readonly verdict: string }

test('1000 × (1 + g)³ on a grid of g, with 10 % exactly at 1331: missed above it, met at it', async () => {
  const { axes, cells } = await swept(['--target', 'above,reached', '--over', 'growth[*,*]=0%:30%:10%'])
  // In doubles 3 × 0.1 is 0.30000000000000004; the grid is counted in decimals.
  expect(axes).toEqual([{ assumption: 'growth[*,*]', values: [0, 0.1, 0.2, 0.3], operation: 'set' }])
  for (const { at, value } of cells as Cell[]) {
    const [g = 0] = at
    expect(Math.abs(value - 1000 * (1 + g) ** 3)).toBeLessThan(1e-12 * value)
  }
  const verdicts = (cells as Cell[]).map(({ verdict }) => verdict)
  expect(verdicts).toEqual(['missed', 'missed', 'met', 'met', 'missed', 'met', 'met', 'met'])
})

test('two axes: growth added to, one year replaced; the last axis fastest', async () => {
  const { axes, cells } = await swept([
    '--target',
    'above',
    '--over',
    'growth[*,2025-2026]=-1pp:+1pp:1pp',
    'growth[*,2027]=0%,50%',
  ])
  expect(axes.map((each: { operation: string }) => each.operation)).toEqual(['add', 'set'])
  expect((cells as Cell[]).map(({ at }) => at)).toEqual([
    [-0.01, 0],
    [-0.01, 0.5],
    [0, 0],
    [0, 0.5],
    [0.01, 0],
    [0.01, 0.5],
  ])
  for (const { at, value } of cells as Cell[]) {
    const [change = 0, last = 0] = at
    expect(Math.abs(value - 1000 * (1.05 + change) ** 2 * (1 + last))).toBeLessThan(1e-12 * value)
  }
})

test('each cell is what project says with --set', async () => {
  const { cells } = await swept(['--over', 'growth[*,2026]=2%:8%:3%', '--target', 'above'])
  for (const { at, value, verdict } of cells as Cell[]) {
    const ran = await runPlan(files, ['check', '-f', 'json', '--set', `growth[*,2026]=${at[0]}`])
    const [result] = JSON.parse(ran.out).results
    expect(result).toMatchObject({ value, verdict })
  }
})

test('values without a target have no verdict; long CSV has a column for each assumption', async () => {
  const ran = await runPlan(files, [
    'sweep',
    '-f',
    'csv',
    '--over',
    'growth=0%,10%',
    '--variable',
    'total_revenue',
    '--year',
    '2025',
  ])
  expect(ran.out).toBe(
    'scenario,target,variable,sector,year,growth,value,unit,op,threshold,verdict\r\n' +
      'base,,total_revenue,total,2025,0,1000,,,,\r\n' +
      'base,,total_revenue,total,2025,0.1,1100,,,,\r\n',
  )
})

test('a rate beyond ±1 without a percent sign is told, not guessed', async () => {
  const ran = await runPlan(files, ['sweep', '-f', 'csv', '--target', 'above', '--over', 'growth=0:20:10'])
  expect(ran.err).toContain("'0:20:10' is read as 2000 %")
  expect(ran.err).toContain('0%:20%:10%')
})
