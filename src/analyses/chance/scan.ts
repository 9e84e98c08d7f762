/**
 * Lines looked at in many places: evenly, and where an indicator that comes near its threshold turns back, at the turn if
 * it lies on the other side. Two crossings between even places are so not overlooked.
 */

import type { Along } from './crossing.ts'

/** Even places of each line, from −6 to 6. */
const PLACES = 49
const FROM = -6
const WIDTH = 0.25
/** A turn lies between two even places at least, and two turns are further apart. */
const MOST_TURNS = PLACES >> 1
/** By golden section, which leaves 0.618 of where a turn may lie: at last 0.0004 of a standard deviation. */
const TURN_STEPS = 15
const GOLDEN = (Math.sqrt(5) - 1) / 2

export type Scan = {
  /** Places on a line in ascending order, and the excess there: place i of a lane at i × lanes + lane. */
  readonly places: Float64Array
  readonly excess: Float64Array
  /** How many places a lane has. */
  readonly counts: Uint8Array
  readonly look: (along: Along, count: number) => void
}

export function createScan(lanes: number): Scan {
  const places = new Float64Array((PLACES + MOST_TURNS) * lanes)
  const excess = new Float64Array(places.length)
  const counts = new Uint8Array(lanes)
  const even = new Float64Array(PLACES * lanes)
  const turns = createTurns(lanes)
  const w = new Float64Array(lanes)
  const found = new Float64Array(lanes)

  const add = (lane: number, place: number, value: number): void => {
    const at = (counts[lane] as number) * lanes + lane
    places[at] = place
    excess[at] = value
    counts[lane] = (counts[lane] as number) + 1
  }
  return {
    places,
    excess,
    counts,
    look: (along, count) => {
      for (let k = 0; k < PLACES; k++) {
        w.fill(FROM + k * WIDTH)
        along(w, found, count)
        even.set(found, k * lanes)
      }
      turns.find(even, along, count)
      counts.fill(0)
      for (let lane = 0; lane < count; lane++) {
        for (let k = 0; k < PLACES; k++) {
          const place = FROM + k * WIDTH
          const turn = turns.places[k * lanes + lane] as number
          const value = turns.excess[k * lanes + lane] as number
          if (turn < place) add(lane, turn, value)
          add(lane, place, even[k * lanes + lane] as number)
          if (turn > place) add(lane, turn, value)
        }
      }
    },
  }
}

type Turns = {
  /** A turn on the other side near even place k, and the excess there, at k × lanes + lane; NaN where there is none. */
  readonly places: Float64Array
  readonly excess: Float64Array
  readonly find: (even: Float64Array, along: Along, count: number) => void
}

function createTurns(lanes: number): Turns {
  const places = new Float64Array(PLACES * lanes)
  const excess = new Float64Array(places.length)
  /** The even place near which each lane looks for a turn; the last one where it looks for none. */
  const near = new Uint8Array(lanes)
  const search = createSearch(lanes)
  /** Lanes that come near the threshold and turn back go on to the next such place. False if there is none. */
  const advance = (even: Float64Array, count: number): boolean => {
    let isAny = false
    for (let lane = 0; lane < count; lane++) {
      let k = (near[lane] as number) + 1
      while (k < PLACES - 1 && !mayTurn(even, k, lane, lanes)) k++
      near[lane] = Math.min(k, PLACES - 1)
      if (k < PLACES - 1) isAny = true
    }
    return isAny
  }
  return {
    places,
    excess,
    find: (even, along, count) => {
      places.fill(Number.NaN)
      near.fill(0)
      while (advance(even, count)) {
        search.run(near, even, along, count)
        for (let lane = 0; lane < count; lane++) {
          const at = (near[lane] as number) * lanes + lane
          if (near[lane] === PLACES - 1) continue
          places[at] = search.places[lane] as number
          excess[at] = search.excess[lane] as number
        }
      }
    },
  }
}

/** Three even places on one side, the middle one the nearest to the threshold, and not too far from it to be reached. */
function mayTurn(even: Float64Array, k: number, lane: number, lanes: number): boolean {
  const before = even[(k - 1) * lanes + lane] as number
  const value = even[k * lanes + lane] as number
  const after = even[(k + 1) * lanes + lane] as number
  if (before > 0 !== value > 0 || after > 0 !== value > 0) return false
  const [left, right] = [Math.abs(before) - Math.abs(value), Math.abs(after) - Math.abs(value)]
  return left >= 0 && right >= 0 && Math.abs(value) < left + right
}

/** Golden section for the place where each lane is nearest to its threshold; it ends where that is beyond. */
function createSearch(lanes: number) {
  const buffer = () => new Float64Array(lanes)
  const [low, high, first, second] = [buffer(), buffer(), buffer(), buffer()]
  const [atFirst, atSecond, w, found] = [buffer(), buffer(), buffer(), buffer()]
  /** The result: NaN where nothing lies beyond. */
  const places = buffer()
  const excess = buffer()
  const isSecond = new Uint8Array(lanes)

  const begin = (lane: number, from: number, to: number): void => {
    low[lane] = from
    high[lane] = to
    first[lane] = to - GOLDEN * (to - from)
    second[lane] = from + GOLDEN * (to - from)
    places[lane] = Number.NaN
  }
  const learn = (lane: number, side: number): void => {
    const value = found[lane] as number
    if (value > 0 !== side > 0 && Number.isNaN(places[lane] as number)) {
      places[lane] = w[lane] as number
      excess[lane] = value
    }
    if (isSecond[lane] === 1) atSecond[lane] = Math.abs(value)
    else atFirst[lane] = Math.abs(value)
  }
  /** The part without the nearer place goes, and the next place is put into the part that stays. */
  const narrow = (lane: number): void => {
    if ((atFirst[lane] as number) < (atSecond[lane] as number)) {
      high[lane] = second[lane] as number
      second[lane] = first[lane] as number
      atSecond[lane] = atFirst[lane] as number
      first[lane] = (high[lane] as number) - GOLDEN * ((high[lane] as number) - (low[lane] as number))
      isSecond[lane] = 0
    } else {
      low[lane] = first[lane] as number
      first[lane] = second[lane] as number
      atFirst[lane] = atSecond[lane] as number
      second[lane] = (low[lane] as number) + GOLDEN * ((high[lane] as number) - (low[lane] as number))
      isSecond[lane] = 1
    }
  }
  return {
    places,
    excess,
    run: (near: Uint8Array, even: Float64Array, along: Along, count: number): void => {
      const look = (): void => {
        for (let lane = 0; lane < count; lane++) w[lane] = (isSecond[lane] === 1 ? second[lane] : first[lane]) as number
        along(w, found, count)
        for (let lane = 0; lane < count; lane++) learn(lane, even[(near[lane] as number) * lanes + lane] as number)
      }
      for (let lane = 0; lane < count; lane++) {
        const k = near[lane] as number
        begin(lane, FROM + (k - 1) * WIDTH, FROM + (k + 1) * WIDTH)
      }
      isSecond.fill(0)
      look()
      isSecond.fill(1)
      look()
      for (let step = 0; step < TURN_STEPS; step++) {
        for (let lane = 0; lane < count; lane++) narrow(lane)
        look()
      }
    },
  }
}
