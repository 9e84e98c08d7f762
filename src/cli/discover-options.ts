/** What `yuce discover` is told about how to look: slices, least mass, which boxes to take, what is one input. */

import type { Choice, Method } from '../analyses/discovery/discover.ts'
import type { Dimension } from '../analyses/groups.ts'
import { numberIn } from '../plan/cases.ts'
import { PlanError } from '../plan/problem.ts'
import type { RawOptions } from './options.ts'
import { badValue, usageProblem } from './usage.ts'

/** Share of a box that a slice takes off: that of Bryant & Lempert 2010 and of sdtoolkit. */
const USUAL_PEEL = 0.1
/** Share of the cases beyond a limit that comes back, and of all cases that a box holds: those of the EMA Workbench. */
const USUAL_PASTE = 0.05
const USUAL_MASS = 0.05

export function methodOf(raw: RawOptions): Method {
  return {
    peel: shareOf(raw['peel'], '--peel', USUAL_PEEL, 0.5),
    paste: shareOf(raw['paste'], '--paste', USUAL_PASTE, 0.5),
    leastMass: shareOf(raw['minMass'], '--min-mass', USUAL_MASS, 1),
  }
}

/** A share above 0 and below `bound`, as `0.1` or `10%`. */
function shareOf(given: unknown, option: string, usual: number, bound: number): number {
  if (typeof given !== 'string') return usual
  const value = numberIn(given.trim())
  if (value > 0 && value < bound) return value
  const words = { example: `${option} ${usual}` }
  throw new PlanError([usageProblem('bad-option-value', { option, text: given }, { key: 'write', words })])
}

/** `--box 21,3`: the box of each trajectory that is taken as it is. */
export function choiceOf(raw: RawOptions): Choice {
  const asked = Array.isArray(raw['box']) ? (raw['box'] as string[]) : []
  return (trajectory, round) => {
    const text = asked[round]
    if (text === undefined) return null
    const step = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (step < trajectory.length) return step
    const words = { example: `--box ${trajectory.length - 1}`, other: '--trajectory' }
    throw new PlanError([usageProblem('bad-option-value', { option: '--box', text }, { key: 'write-or', words })])
  }
}

const groupings = ['assumption', 'assumption,sector', 'assumption,year', 'assumption,sector,year'] as const

/** `--by`: cells that it does not tell apart are one input. */
export function groupingOf(raw: RawOptions): readonly Dimension[] {
  const given = Array.isArray(raw['by']) ? (raw['by'] as string[]) : ['assumption', 'sector']
  const known = groupings.find((each) => each === [...given].sort(inOrder).join(','))
  if (known === undefined) throw new PlanError([badValue('--by', given.join(','), groupings)])
  return known.split(',') as Dimension[]
}

function inOrder(a: string, b: string): number {
  const places = ['assumption', 'sector', 'year']
  return places.indexOf(a) - places.indexOf(b)
}

/** `--inputs`; null: all of them. */
export function inputsAsked(raw: RawOptions): readonly string[] | null {
  return Array.isArray(raw['inputs']) ? (raw['inputs'] as string[]) : null
}
