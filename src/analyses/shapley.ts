/**
 * Shapley values: what each player adds to a game, averaged over every order in which the players may join. The
 * values add up to the difference between everybody and nobody, whatever the game, and no order is preferred.
 *
 *     φ[i] = Σ over coalitions S without i of  |S|! (n − |S| − 1)! / n!  ·  (v(S ∪ i) − v(S))
 *
 * @source Shapley 1953, A value for n-person games; Shorrocks 2013, J. Econ. Inequality 11 (decomposition)
 */

import { permutation } from './numerics/threefry.ts'

/** Is a player in a coalition? Asked coalition by coalition; both count from 0. */
export type Membership = (coalition: number) => (player: number) => boolean

export type Game = {
  readonly players: number
  /** The value of `count` coalitions at once. */
  readonly values: (count: number, has: Membership) => Float64Array
}

/** As many coalitions as this many players form (16 384) are counted one by one; beyond, orders are sampled. */
export const EXACT_PLAYERS = 14

/** One value a player, and what sampling leaves uncertain of it: null where every order was counted. */
export type ShapleyValues = {
  readonly values: Float64Array
  readonly standardErrors: Float64Array | null
  /** Orders that were drawn. */
  readonly draws: number | null
}

/** Every coalition is valued: exact up to rounding. Costs 2ⁿ values. */
export function exactShapley({ players, values }: Game): ShapleyValues {
  const count = 2 ** players
  const worth = values(count, (coalition) => (player) => ((coalition >>> player) & 1) === 1)
  const weights = orderWeights(players)
  const shares = new Float64Array(players)
  for (let coalition = 0; coalition < count; coalition++) {
    const weight = weights[sizeOf(coalition)] as number
    for (let player = 0; player < players; player++) {
      if (((coalition >>> player) & 1) === 1) continue
      const gain = (worth[coalition | (1 << player)] as number) - (worth[coalition] as number)
      shares[player] = (shares[player] as number) + weight * gain
    }
  }
  return { values: shares, standardErrors: null, draws: null }
}

/** `s! (n − s − 1)! / n!` for s = 0 … n − 1: how likely it is that exactly those s come before a player. */
function orderWeights(players: number): Float64Array {
  const weights = new Float64Array(players)
  let choices = 1
  for (let size = 0; size < players; size++) {
    weights[size] = 1 / (players * choices)
    choices = (choices * (players - 1 - size)) / (size + 1)
  }
  return weights
}

function sizeOf(coalition: number): number {
  let size = 0
  for (let rest = coalition; rest !== 0; rest &= rest - 1) size++
  return size
}

/**
 * Random orders, each with its reverse: players join one after the other, and what each adds is averaged. The values
 * add up all the same, order by order; the standard error is that of the mean over the pairs.
 *
 * @param draws  orders, at least 4; an odd number is raised to the next even one
 * @source Castro, Gómez & Tejada 2009 (orders); Mitchell, Cooper, Frank & Holmes 2022, §3.2 (each with its reverse)
 */
export function sampledShapley(game: Game, draws: number, seed: number): ShapleyValues {
  const { players } = game
  const pairs = Math.max(2, Math.ceil(draws / 2))
  const orders: Int32Array[] = []
  for (let pair = 0; pair < pairs; pair++) {
    const order = permutation(seed, pair, players)
    orders.push(order, order.toReversed())
  }
  const worth = valuesAlong(game, orders)
  const mean = new Float64Array(players)
  const squares = new Float64Array(players)
  const gains = new Float64Array(players)
  for (let pair = 0; pair < pairs; pair++) {
    gains.fill(0)
    for (const index of [2 * pair, 2 * pair + 1]) addGains(gains, orders[index] as Int32Array, worth, index)
    gains.forEach((gain, player) => {
      const distance = gain - (mean[player] as number)
      mean[player] = (mean[player] as number) + distance / (pair + 1)
      squares[player] = (squares[player] as number) + distance * (gain - (mean[player] as number))
    })
  }
  const standardErrors = squares.map((sum) => Math.sqrt(sum / (pairs - 1) / pairs))
  return { values: mean, standardErrors, draws: 2 * pairs }
}

/** Value after 0, 1 … n players of each order have joined: order × (n + 1). Nobody and everybody are valued once. */
function valuesAlong({ players, values }: Game, orders: readonly Int32Array[]): Float64Array {
  const between = players - 1
  const ranks = orders.map((order) => {
    const rank = new Int32Array(players)
    order.forEach((player, place) => {
      rank[player] = place
    })
    return rank
  })
  const inner = values(orders.length * between, (coalition) => {
    const joined = (coalition % between) + 1
    const rank = ranks[Math.floor(coalition / between)] as Int32Array
    return (player) => (rank[player] as number) < joined
  })
  const [nobody = Number.NaN, everybody = Number.NaN] = values(2, (coalition) => () => coalition === 1)
  const along = new Float64Array(orders.length * (players + 1))
  orders.forEach((_, index) => {
    const start = index * (players + 1)
    along[start] = nobody
    along.set(inner.subarray(index * between, (index + 1) * between), start + 1)
    along[start + players] = everybody
  })
  return along
}

/** Half of what each player adds in one order: the other half comes from the reverse. */
function addGains(gains: Float64Array, order: Int32Array, worth: Float64Array, index: number): void {
  const start = index * (order.length + 1)
  order.forEach((player, place) => {
    const gain = (worth[start + place + 1] as number) - (worth[start + place] as number)
    gains[player] = (gains[player] as number) + gain / 2
  })
}
