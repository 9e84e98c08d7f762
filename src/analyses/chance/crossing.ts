/**
 * Where an indicator crosses its threshold along a line of draws, for a block of lines at once. A line is a draw moved
 * along one direction of the latents; w, the place on it, is a standard normal that is independent of the line.
 *
 * Along a line on which the indicator only rises, the chance beyond the crossing w* is Φ(−w*), so that a draw gives a
 * chance in place of a yes or no, and the mean over draws is a smooth integral (pre-integration).
 * @source Griewank, Kuo, Leövey & Sloan 2018, High dimensional integration of kinks and jumps: smoothing by
 *   preintegration; Glasserman & Staum 2001, Conditioning on one-step survival
 */

import { STANDING } from './excess.ts'

/** A crossing further out than this is none: Φ(−9) is 1e-19. */
const FARTHEST = 9
const MOST_STEPS = 80
/** After so many steps every other one halves the bracket: the function is no smooth one. */
const SECANT_STEPS = 8
/** A step this short is the last: what is left is smaller by as much again as it was than the step before. */
const LAST_STEP = 1e-6
/** Two places this near on either side of the crossing are the crossing. */
const NARROW = 1e-8

/**
 * Excess over the threshold at `w`, a place on each line; NaN where the draw fails. Written to `excess`. Never 0, so that
 * every place is on one side of the crossing.
 */
export type Along = (w: Float64Array, excess: Float64Array, count: number) => void

export type Crossings = {
  /** By lane; ±∞ where the line does not cross within reach, on the side where it would. NaN where a draw failed. */
  readonly roots: Float64Array
  readonly find: (start: LineStart, along: Along, count: number) => void
}

/** By lane. */
export type LineStart = {
  /** A place on the line, and the excess there; NaN for a lane in which nothing is looked for. */
  readonly w: Float64Array
  readonly excess: Float64Array
  /** The rise of the excess along the line, for the first step; its sign holds up to the crossing. */
  readonly slope: Float64Array
  /** A place behind which the crossing cannot lie: `w` is one on the one side, this on the other; ∞ if unknown. */
  readonly end: Float64Array
}

/**
 * Roots of a monotone function on each line: secant steps within a bracket, halved where a step leaves it or where
 * steps do not get there soon (Dekker 1969; Brent 1973, ch. 4). A short step is believed only where two
 * secants, the second much shorter, are about as steep: beside a jump or a bend a single one points anywhere.
 */
export function createCrossings(lanes: number): Crossings {
  const brackets = createBrackets(lanes)
  const { roots, isOpen, low, high, learn, close } = brackets
  const w = new Float64Array(lanes)
  const excess = new Float64Array(lanes)
  const placeBefore = new Float64Array(lanes)
  const excessBefore = new Float64Array(lanes)
  /** Of the secant before: how steep it was, and how long. */
  const riseBefore = new Float64Array(lanes)
  const lengthBefore = new Float64Array(lanes)

  const go = (lane: number, place: number, value: number, next: number): void => {
    placeBefore[lane] = place
    excessBefore[lane] = value
    w[lane] = next
  }
  const step = (lane: number, slope: number, mustHalve: boolean): void => {
    const place = w[lane] as number
    const value = excess[lane] as number
    if (!learn(lane, place, value, slope)) return
    const from = low[lane] as number
    const to = high[lane] as number
    const length = place - (placeBefore[lane] as number)
    const rise = (value - (excessBefore[lane] as number)) / length
    const next = nextPlace(place, value, rise, excessBefore[lane] as number, slope)
    const isInside = next > from && next < to
    const isShort = (isInside && Math.abs(next - place) < LAST_STEP) || next === place
    const isAsBefore =
      Math.abs(length) < (lengthBefore[lane] as number) / 2 && isAlike(rise, riseBefore[lane] as number)
    riseBefore[lane] = rise
    lengthBefore[lane] = Math.abs(length)
    if (isShort && isAsBefore && !isStanding(value)) close(lane, next)
    else if (to - from < NARROW) close(lane, between(from, to))
    else go(lane, place, value, isInside && !mustHalve ? inReach(next) : between(from, to))
  }
  return {
    roots,
    find: ({ w: places, excess: values, slope, end }, along, count) => {
      brackets.open(count, end)
      for (let lane = 0; lane < count; lane++) {
        const place = places[lane] as number
        const value = values[lane] as number
        const rise = slope[lane] as number
        // The slope towards an end is that of the first secant: no second one that would confirm it.
        riseBefore[lane] = end[lane] === Number.POSITIVE_INFINITY ? rise : Number.NaN
        lengthBefore[lane] = Number.POSITIVE_INFINITY
        if (learn(lane, place, value, rise)) go(lane, place, value, inReach(place - value / rise))
      }
      for (let steps = 1; steps <= MOST_STEPS && isOpen.includes(1); steps++) {
        along(w, excess, count)
        const mustHalve = steps >= SECANT_STEPS && steps % 2 === 0
        for (let lane = 0; lane < count; lane++) if (isOpen[lane] === 1) step(lane, slope[lane] as number, mustHalve)
      }
      brackets.closeAll(count)
    },
  }
}

/** What is known of the crossing on each line: places below and above it, beyond reach where none is known yet. */
function createBrackets(lanes: number) {
  const roots = new Float64Array(lanes)
  const low = new Float64Array(lanes)
  const high = new Float64Array(lanes)
  const isOpen = new Uint8Array(lanes)
  const close = (lane: number, root: number): void => {
    roots[lane] = root
    isOpen[lane] = 0
  }
  return {
    roots,
    low,
    high,
    isOpen,
    close,
    open: (count: number, end: Float64Array): void => {
      low.fill(Number.NEGATIVE_INFINITY)
      high.set(end)
      isOpen.fill(0)
      isOpen.fill(1, 0, count)
    },
    /** What a known excess tells of a lane; true if its crossing is still to be found. */
    learn: (lane: number, place: number, value: number, slope: number): boolean => {
      if (Number.isNaN(value)) close(lane, Number.NaN)
      else if (value * slope < 0) {
        low[lane] = Math.max(low[lane] as number, place)
        if (place >= FARTHEST) close(lane, Number.POSITIVE_INFINITY)
      } else {
        high[lane] = Math.min(high[lane] as number, place)
        if (place <= -FARTHEST) close(lane, Number.NEGATIVE_INFINITY)
      }
      return isOpen[lane] === 1
    },
    closeAll: (count: number): void => {
      for (let lane = 0; lane < count; lane++) {
        if (isOpen[lane] === 1) close(lane, between(low[lane] as number, high[lane] as number))
      }
    },
  }
}

/** By the secant. From the threshold itself a short step over it; none where the function stood there before too. */
function nextPlace(place: number, value: number, rise: number, before: number, slope: number): number {
  if (!isStanding(value)) return place - value / rise
  return isStanding(before) ? Number.NaN : place - Math.sign(value) * Math.sign(slope) * (NARROW / 2)
}

function isStanding(value: number): boolean {
  return Math.abs(value) <= STANDING
}

/** Does the function rise as steeply, within a quarter? */
function isAlike(rise: number, before: number): boolean {
  const ratio = rise / before
  return ratio > 0.8 && ratio < 1.25
}

function inReach(place: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, place))
}

/** Half-way, or the end of the line on the side of which nothing is known. */
function between(low: number, high: number): number {
  if (high === Number.POSITIVE_INFINITY) return FARTHEST
  if (low === Number.NEGATIVE_INFINITY) return -FARTHEST
  return (low + high) / 2
}
