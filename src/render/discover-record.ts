/** What `discover` gives to programs. */

import type { Discovery } from '../analyses/discovery/discover.ts'
import type { Source } from '../analyses/discovery/draws.ts'
import type { Dropped } from '../analyses/discovery/drop.ts'
import type { Box, Limit } from '../analyses/discovery/measure.ts'
import type { Sampler } from '../analyses/numerics/points.ts'
import type { Model } from '../model/types.ts'
import type { CaseColumn } from '../plan/cases.ts'
import type { Condition } from '../plan/condition.ts'
import type { Target } from '../plan/types.ts'
import type { DataTable } from './delimited.ts'

/** What was looked into: a table of cases, or draws of a plan. */
export type Subject =
  | {
      readonly kind: 'table'
      readonly file: string
      readonly outcome: string
      readonly condition: Condition
      readonly rows: number
      readonly incomplete: number
    }
  | {
      readonly kind: 'plan'
      readonly model: Model
      readonly scenario: number
      readonly targets: readonly Target[]
      readonly isMet: boolean
      /** By input. */
      readonly sources: readonly Source[]
      readonly draws: number
      readonly failed: number
      readonly seed: number
      readonly sampler: Sampler
    }

export type Asked = { readonly peel: number; readonly paste: number; readonly leastMass: number }

/** @param inputs  those the indexes of limits mean */
export function discoverRecord(subject: Subject, asked: Asked, inputs: readonly CaseColumn[], found: Discovery) {
  const limit = (each: Limit) => limitRecord(inputs, each)
  return {
    ...subjectRecord(subject),
    cases: found.cases,
    ofInterest: found.ofInterest,
    peel: asked.peel,
    paste: asked.paste,
    minMass: asked.leastMass,
    boxes: found.found.flatMap(({ box, taken, dropped, isReported }) =>
      isReported
        ? [
            {
              limits: box.limits.map(limit),
              ...measures(box),
              step: taken,
              dropped: dropped.map((each) => droppedRecord(inputs, each)),
            },
          ]
        : [],
    ),
    trajectory: found.found.flatMap(({ trajectory }, round) =>
      trajectory.map((box, step) => ({
        box: round + 1,
        step,
        ...measures(box),
        restricted: box.limits.length,
        limits: box.limits.map(limit),
      })),
    ),
  }
}

function subjectRecord(subject: Subject) {
  if (subject.kind === 'table') {
    const { outcome, condition, rows, incomplete } = subject
    return { target: `${outcome} ${condition.op} ${condition.text}`, scenario: null, rows, incomplete }
  }
  const { model, scenario, targets, isMet, draws, failed, seed, sampler } = subject
  const target = targets.map(({ name }) => name).join(',')
  const outcome = isMet ? 'met' : 'missed'
  return { target, outcome, scenario: model.plan.scenarios[scenario]?.name ?? '', draws, failed, seed, sampler }
}

function measures({ coverage, density, mass, cases, ofInterest }: Box) {
  return { coverage, density, mass, cases, ofInterest }
}

function limitRecord(inputs: readonly CaseColumn[], limit: Limit) {
  const { input, low, high, pValue, lowPValue, highPValue, without } = limit
  const texts = textsOf(inputs, limit)
  const categories = texts === null ? {} : { categories: texts }
  return { input: inputs[input]?.name ?? '', low, high, ...categories, pValue, lowPValue, highPValue, without }
}

function droppedRecord(inputs: readonly CaseColumn[], { input, end, bound, pValue }: Dropped) {
  return { input: inputs[input]?.name ?? '', end, bound, pValue }
}

/** The texts a limit leaves; null for a number. */
export function textsOf(inputs: readonly CaseColumn[], { input, categories }: Limit): string[] | null {
  return categories?.map((place) => inputs[input]?.categories[place] ?? '') ?? null
}

/** Long: a row a limit, of the boxes reported or of every one on the way; a box without limits has one row. */
export function discoverTable(inputs: readonly CaseColumn[], { found }: Discovery, isWhole: boolean): DataTable {
  const columns = [
    ...['box', 'step', 'coverage', 'density', 'mass', 'cases', 'input', 'low', 'high', 'categories'],
    ...['pValue', 'lowPValue', 'highPValue', 'coverageWithout', 'densityWithout'],
  ]
  const rowsOf = (round: number, step: number, box: Box) => {
    const of = [round + 1, step, box.coverage, box.density, box.mass, box.cases]
    if (box.limits.length === 0) return [[...of, ...columns.slice(of.length).map(() => null)]]
    return box.limits.map((limit) => {
      const { input, low, high, pValue, lowPValue, highPValue, without } = limit
      const texts = textsOf(inputs, limit)?.join('|') ?? null
      const name = inputs[input]?.name ?? ''
      return [...of, name, low, high, texts, pValue, lowPValue, highPValue, without.coverage, without.density]
    })
  }
  const rows = found.flatMap(({ trajectory, taken, box, isReported }, round) => {
    if (isWhole) return trajectory.flatMap((each, step) => rowsOf(round, step, each))
    return isReported ? rowsOf(round, taken, box) : []
  })
  return { columns, rows }
}
