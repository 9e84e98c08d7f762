/**
 * The smallest change, either way, that turns an answer over. Works on any function, monotone or not, smooth or with
 * steps: the bounds are scanned, peaks between the points of the scan are climbed, and the first place where the answer
 * turns is narrowed down to two neighbouring numbers. Many changes are tried at once (one lane each), so sections are
 * cut into many parts rather than halved.
 *
 * @source Brent 1973, Algorithms for Minimization without Derivatives, ch. 4 and 5, for the aims: a bracket is never
 *   lost, and nothing is returned that has not been evaluated
 */

/** Scores of many changes: positive is good; NaN where a change gives no value. */
export type Score = (changes: readonly number[]) => readonly number[]

export type Range = { readonly low: number; readonly high: number }

/** Changes on one side of the start, from the inside out, with their scores. The first is the start itself. */
type Side = { readonly changes: number[]; readonly scores: number[] }

export type Scan = {
  readonly score: Score
  /** 0, or the bound nearest to it. */
  readonly start: number
  readonly sides: readonly Side[]
}

/** Two neighbouring changes between which the answer turns over; `after` has the new answer. */
export type Turn = {
  readonly before: number
  readonly beforeScore: number
  readonly after: number
  readonly afterScore: number
}

/** Steps of the scan on each side; how many parts a section is cut into; and how often. */
const scanning = { steps: 256, parts: 32, rounds: 60, climbs: 12, peaks: 16 } as const

/** Changes are told apart down to this share of the bounds: far below any rate or level that is printed. */
const FINEST = 2 ** -70

/**
 * Scores at the start and at 256 changes on either side of it, ever farther apart: change k is (k/256)² of the way to
 * the bound, so that small changes are seen finely and large ones too.
 */
export function scan(score: Score, { low, high }: Range): Scan {
  const start = Math.min(high, Math.max(low, 0))
  const ways = [high - start, low - start].filter((way) => way !== 0)
  const changes = ways.map((way) => Array.from({ length: scanning.steps + 1 }, (_, k) => between(start, way, k)))
  const scores = score(changes.flat())
  const sides = changes.map((each, side) => ({
    changes: each,
    scores: scores.slice(side * (scanning.steps + 1), (side + 1) * (scanning.steps + 1)),
  }))
  const only = { changes: [start], scores: [...score([start])] }
  return { score, start, sides: sides.length === 0 ? [only] : sides }
}

function between(start: number, way: number, k: number): number {
  return k === scanning.steps ? start + way : start + way * (k / scanning.steps) ** 2
}

/** The score where nothing, or as little as the bounds allow, is changed. */
export function scoreAtStart({ sides }: Scan): number {
  return sides[0]?.scores[0] ?? Number.NaN
}

/** The best score there is, and where; null where no change gives a value. */
export function bestOf({ sides }: Scan): { readonly change: number; readonly score: number } | null {
  let best: { change: number; score: number } | null = null
  for (const { changes, scores } of sides) {
    scores.forEach((score, i) => {
      const change = changes[i] ?? 0
      const isBetter = best === null || score > best.score || (score === best.score && nearer(change, best.change))
      if (!Number.isNaN(score) && isBetter) best = { change, score }
    })
  }
  return best
}

function nearer(a: number, b: number): boolean {
  return Math.abs(a) < Math.abs(b)
}

/** Is the score the same, to rounding, whatever the change? */
export function isFlat({ sides }: Scan): boolean {
  const scores = sides.flatMap((side) => side.scores)
  const known = scores.filter((score) => !Number.isNaN(score))
  const least = Math.min(...known)
  const most = Math.max(...known)
  return known.length === scores.length && most - least <= 1e-12 * Math.max(Math.abs(least), Math.abs(most))
}

/**
 * Where, nearest to the start, does the answer become other than it is there?
 *
 * @param holds  the answer for a score; for NaN it must be false
 * @returns null where it is the same everywhere, as far as the scan and its peaks show
 */
export function nearestTurn(scanned: Scan, holds: (score: number) => boolean): Turn | null {
  const isHeld = holds(scoreAtStart(scanned))
  const turns = scanned.sides.flatMap((side) => firstTurn(scanned.score, side, holds, isHeld) ?? [])
  return turns.reduce<Turn | null>(
    (best, turn) => (best === null || nearer(turn.after, best.after) ? turn : best),
    null,
  )
}

function firstTurn(score: Score, side: Side, holds: (score: number) => boolean, isHeld: boolean): Turn | null {
  climbPeaks(score, side, holds, isHeld)
  const i = side.scores.findIndex((each) => holds(each) !== isHeld)
  if (i < 1) return null
  return narrowed(score, holds, isHeld, {
    before: side.changes[i - 1] as number,
    beforeScore: side.scores[i - 1] as number,
    after: side.changes[i] as number,
    afterScore: side.scores[i] as number,
  })
}

/**
 * Between two points of the scan a peak may rise above what both of them show. The most promising ones are climbed,
 * nearest first, and their tops are added to the scan, until one turns the answer over.
 */
function climbPeaks(score: Score, side: Side, holds: (score: number) => boolean, isHeld: boolean): void {
  const sign = isHeld ? -1 : 1
  const first = side.scores.findIndex((each) => holds(each) !== isHeld)
  const end = first < 0 ? side.scores.length : first
  const height = (i: number) => sign * (side.scores[i] as number)
  const peaks: number[] = []
  for (let i = 1; i + 1 < end; i++) if (height(i) > height(i - 1) && height(i) >= height(i + 1)) peaks.push(i)
  const highest = new Set([...peaks].sort((a, b) => height(b) - height(a)).slice(0, scanning.peaks))
  const tops: { at: number; change: number; score: number }[] = []
  for (const at of peaks) {
    if (!highest.has(at)) continue
    const top = climbed(score, side, at, sign, (each) => holds(each) !== isHeld)
    tops.push({ at, ...top })
    if (holds(top.score) !== isHeld) break
  }
  for (const { at, change, score: value } of tops.reverse()) {
    // The points stay in order: the top lies on one side or the other of the point that showed it.
    const own = side.changes[at] as number
    if (change === own) continue
    const place = Math.abs(change) > Math.abs(own) ? at + 1 : at
    side.changes.splice(place, 0, change)
    side.scores.splice(place, 0, value)
  }
}

/** The highest point between the neighbours of point `at`, or the first found that is high enough. */
function climbed(score: Score, side: Side, at: number, sign: number, isEnough: (score: number) => boolean) {
  let low = side.changes[at - 1] as number
  let high = side.changes[at + 1] as number
  let top = { change: side.changes[at] as number, score: side.scores[at] as number }
  for (let round = 0; round < scanning.climbs && !isEnough(top.score); round++) {
    const width = (high - low) / scanning.parts
    const inner = Array.from({ length: scanning.parts - 1 }, (_, k) => low + width * (k + 1))
    score(inner).forEach((value, k) => {
      if (sign * value > sign * top.score) top = { change: inner[k] as number, score: value }
    })
    low = top.change - width
    high = top.change + width
  }
  return top
}

/** Cut the section again and again, keeping the part nearest the start in which the answer turns over. */
function narrowed(score: Score, holds: (score: number) => boolean, isHeld: boolean, section: Turn): Turn {
  let turn = section
  const finest = FINEST * Math.max(Math.abs(section.before), Math.abs(section.after))
  for (let round = 0; round < scanning.rounds; round++) {
    const { before, after } = turn
    if (Math.abs(after - before) <= finest) return turn
    const inner = Array.from({ length: scanning.parts - 1 }, (_, k) => {
      return before + (after - before) * ((k + 1) / scanning.parts)
    }).filter((each) => each !== before && each !== after)
    if (inner.length === 0) return turn
    const scores = score(inner)
    const i = scores.findIndex((each) => holds(each) !== isHeld)
    const last = i < 0 ? inner.length : i
    turn = {
      before: last === 0 ? before : (inner[last - 1] as number),
      beforeScore: last === 0 ? turn.beforeScore : (scores[last - 1] as number),
      after: i < 0 ? after : (inner[i] as number),
      afterScore: i < 0 ? turn.afterScore : (scores[i] as number),
    }
  }
  return turn
}
