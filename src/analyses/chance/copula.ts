/**
 * How uncertain numbers move together: a Gaussian copula. Every one has a standard normal score, and scores are sums
 * of independent standard normals, the latents:
 *
 *     score[i, t] = φ · score[i, t−1] + √(1 − φ²) · Σ over latents of weight × latent
 *
 * φ is the persistence of the number, so that a year's draw correlates by φ with the draw of the year before. The
 * weights give the innovations of one year the correlations of correlations.csv. Numbers with the same persistence
 * then correlate by as much in every year; with different persistence by less.
 *
 * What all sectors of a variable share (`*,*`) is one latent, the rest of each sector another, so that a further sector
 * changes nothing for the others. Pairs with a correlation of their own are factored by Cholesky, in the order of the
 * plan.
 * @source Nelsen 2006, An Introduction to Copulas, §2.3 and §3.1 (the copula); Glasserman 2004, Monte Carlo Methods in
 *   Financial Engineering, §2.3.3 (the factor)
 */

import { type Correlation, EVERY_SECTOR } from '../../plan/types.ts'
import { roundedCholesky } from '../numerics/cholesky.ts'
import { nearestCorrelation } from '../numerics/nearest-correlation.ts'

/** What is drawn year after year: a variable in a sector, or a field of a project (in the project's sector). */
export type Stream = {
  readonly family: string
  /** Index into `plan.sectors`, or TOTAL. */
  readonly sector: number
  /** As in `Factor.name`, without the year, and with the sector in a plan of one too. */
  readonly name: string
}

/** A latent by name, and how much of it is in a score. */
export type Loading = { readonly latent: string; readonly weight: number }

/** The most streams that are factored as one: a matrix of more is hardly meant, and takes long to repair. */
const MOST_TOGETHER = 400

/** Loadings of each stream's innovation; their squares add up to 1. */
export type Innovations = (streams: readonly Stream[]) => Loading[][]

/** Correlations as one matrix, which cannot hold where it has a negative eigenvalue. */
export type Inconsistent = {
  readonly streams: readonly Stream[]
  /** Row by row: what the plan says, and the nearest matrix that can hold. */
  readonly stated: Float64Array
  readonly nearest: Float64Array
}

export type Copula =
  | { readonly kind: 'consistent'; readonly innovations: Innovations }
  | { readonly kind: 'inconsistent'; readonly sets: readonly Inconsistent[]; readonly repaired: Innovations }
  | { readonly kind: 'too-many'; readonly count: number; readonly most: number }

/** @param streams  every stream that is ever drawn, in the order of the plan */
export function copulaOf(correlations: readonly Correlation[], streams: readonly Stream[]): Copula {
  const between = lookUp(correlations)
  const groups = groupsOf(streams, between)
  if (groups === null) return tooMany(streams)
  const sets = groups.some(isTooLarge) ? groups : closedSets(streams, groups, between)
  const large = sets.find(isTooLarge)
  if (large !== undefined) return tooMany(large)
  const whole = sets.map((members) => wholeOf(members, between))
  const settled = whole.reduce(withMatrix, between)
  const innovations: Innovations = (some) => loadingsOf(some, settled)
  const failing = whole.filter(({ stated, nearest }) => stated !== nearest)
  return failing.length === 0
    ? { kind: 'consistent', innovations }
    : { kind: 'inconsistent', sets: failing, repaired: innovations }
}

function isTooLarge({ length }: readonly Stream[]): boolean {
  return length > MOST_TOGETHER
}

function tooMany({ length }: readonly Stream[]): Copula {
  return { kind: 'too-many', count: length, most: MOST_TOGETHER }
}

/** Rows that name no variable are of every one. */
const ANY = '*'

type Between = {
  /** What all sectors of a family share: the correlation of `*,*`, unless it is negative. */
  readonly common: (family: string) => number
  readonly pair: (a: Stream, b: Stream) => number
  /** Does anything but `common` tie the stream to others? */
  readonly isTied: (stream: Stream) => boolean
}

/**
 * Where what is shared leaves a group a matrix that cannot be: the group with all that shares a latent with it, and all
 * that these are tied to. They are factored without a shared latent.
 */
function closedSets(streams: readonly Stream[], groups: readonly Stream[][], between: Between): Stream[][] {
  const sets: Stream[][] = []
  const done = new Set<Stream>()
  for (const group of groups) {
    if (group.some((stream) => done.has(stream)) || factored(group, between) !== null) continue
    const set = closureOf(group, groups, between)
    for (const stream of set) done.add(stream)
    sets.push(streams.filter((stream) => set.has(stream)))
  }
  return sets
}

function closureOf(start: readonly Stream[], groups: readonly Stream[][], between: Between): Set<Stream> {
  const set = new Set(start)
  for (let size = 0; size < set.size; ) {
    size = set.size
    const sharing = new Set([...set].map(({ family }) => family).filter((family) => between.common(family) > 0))
    const joined = groups.filter((group) => group.some((each) => set.has(each) || sharing.has(each.family)))
    for (const stream of joined.flat()) set.add(stream)
  }
  return set
}

/** All correlations of some streams as one matrix, and the nearest that can be: itself, if it can. */
function wholeOf(streams: readonly Stream[], between: Between): Inconsistent {
  const stated = matrixOf(streams, between.pair)
  const isPossible = roundedCholesky(stated, streams.length) !== null
  return { streams, stated, nearest: isPossible ? stated : nearestCorrelation(stated, streams.length) }
}

/** Within the set as its nearest matrix has it, elsewhere as before. */
function withMatrix(between: Between, { streams, nearest }: Inconsistent): Between {
  const places = new Map(streams.map(({ name }, place) => [name, place]))
  const families = new Set(streams.map(({ family }) => family))
  return {
    common: (family) => (families.has(family) ? 0 : between.common(family)),
    pair: (a, b) => {
      const [row, column] = [places.get(a.name), places.get(b.name)]
      if (row === undefined || column === undefined) return between.pair(a, b)
      return nearest[row * streams.length + column] as number
    },
    isTied: (stream) => places.has(stream.name) || between.isTied(stream),
  }
}

function lookUp(correlations: readonly Correlation[]): Between {
  const families = new Map<string, number>()
  for (const { variable, variableB } of correlations) {
    for (const name of [variable ?? ANY, variableB ?? variable ?? ANY]) {
      if (!families.has(name)) families.set(name, families.size)
    }
  }
  const values = new Map<number, number>()
  // Sectors from −2 on; the keys of pairs of some tens of thousands of sectors are whole numbers of less than 2⁵³.
  const size = 3 + correlations.reduce((most, { sectorA, sectorB }) => Math.max(most, sectorA, sectorB), 0)
  const keyOf = (familyA: number, a: number, familyB: number, b: number) =>
    ((familyA * families.size + familyB) * size + a + 2) * size + b + 2
  for (const { variable, variableB, sectorA, sectorB, correlation } of correlations) {
    const [a, b] = [families.get(variable ?? ANY) ?? 0, families.get(variableB ?? variable ?? ANY) ?? 0]
    values.set(keyOf(a, sectorA, b, sectorB), correlation)
    values.set(keyOf(b, sectorB, a, sectorA), correlation)
  }
  const said = (familyA: string, a: number, familyB: string, b: number): number | undefined => {
    const [first, second] = [families.get(familyA), families.get(familyB)]
    if (first === undefined || second === undefined || a + 2 >= size || b + 2 >= size) return undefined
    return values.get(keyOf(first, a, second, b))
  }
  /** A named sector over `*`. */
  const nearestRow = (familyA: string, a: number, familyB: string, b: number): number | undefined =>
    said(familyA, a, familyB, b) ??
    said(familyA, a, familyB, EVERY_SECTOR) ??
    said(familyA, EVERY_SECTOR, familyB, b) ??
    said(familyA, EVERY_SECTOR, familyB, EVERY_SECTOR)
  const common = (family: string): number =>
    Math.max(0, said(family, EVERY_SECTOR, family, EVERY_SECTOR) ?? said(ANY, EVERY_SECTOR, ANY, EVERY_SECTOR) ?? 0)
  return {
    common,
    pair: (a, b) => {
      if (a.family !== b.family) return nearestRow(a.family, a.sector, b.family, b.sector) ?? 0
      // Two projects of one sector are a pair like any other.
      const other = a.sector === b.sector ? EVERY_SECTOR : b.sector
      return nearestRow(a.family, a.sector, a.family, other) ?? nearestRow(ANY, a.sector, ANY, other) ?? 0
    },
    isTied: (stream) => correlations.some((row) => touches(row, stream, common(stream.family))),
  }
}

/** Streams that something beside their common part ties together, in the order given; null where far too many are. */
function groupsOf(streams: readonly Stream[], between: Between): Stream[][] | null {
  const tied = streams.filter(between.isTied)
  if (tied.length > 10 * MOST_TOGETHER) return null
  const open = new Set(tied)
  const groups: Stream[][] = streams.filter((stream) => !open.has(stream)).map((stream) => [stream])
  for (const first of tied) {
    if (!open.delete(first)) continue
    const group = new Set([first])
    // A set is visited in the order of insertion, what is added meanwhile included.
    for (const stream of group) {
      for (const other of open) {
        if (remainder(stream, other, between) === 0) continue
        open.delete(other)
        group.add(other)
      }
    }
    groups.push(tied.filter((stream) => group.has(stream)))
  }
  return groups
}

/** Does the row say anything of the stream that the common part does not? */
function touches({ variable, variableB, sectorA, sectorB, correlation }: Correlation, stream: Stream, common: number) {
  const isCommon = variableB === null && sectorA === EVERY_SECTOR && sectorB === EVERY_SECTOR
  if (isCommon && correlation === common) return false
  const isMeant = (family: string | null, sector: number) =>
    (family === null || family === stream.family) && (sector === EVERY_SECTOR || sector === stream.sector)
  return isMeant(variable, sectorA) || isMeant(variableB ?? variable, sectorB)
}

function remainder(a: Stream, b: Stream, between: Between): number {
  const shared = a.family === b.family ? between.common(a.family) : 0
  return between.pair(a, b) - shared
}

function matrixOf(streams: readonly Stream[], value: (a: Stream, b: Stream) => number): Float64Array {
  const n = streams.length
  return Float64Array.from({ length: n * n }, (_, cell) => {
    const [row, column] = [Math.floor(cell / n), cell % n]
    return row === column ? 1 : value(streams[row] as Stream, streams[column] as Stream)
  })
}

/** Loadings of a group's members: the common latent and what Cholesky makes of the rest; null if that is impossible. */
function factored(group: readonly Stream[], between: Between): Loading[][] | null {
  const rest = matrixOf(group, (a, b) => remainder(a, b, between))
  group.forEach(({ family }, place) => {
    rest[place * (group.length + 1)] = 1 - between.common(family)
  })
  const factor = roundedCholesky(rest, group.length)
  return factor === null ? null : group.map((stream, row) => loadings(stream, row, group, factor, between.common))
}

function loadings(
  { family }: Stream,
  row: number,
  group: readonly Stream[],
  factor: Float64Array,
  common: Between['common'],
): Loading[] {
  const shared = { latent: `${family}[*]`, weight: Math.sqrt(common(family)) }
  const own = group.slice(0, row + 1).map(({ name }, column) => ({
    latent: name,
    weight: factor[row * group.length + column] as number,
  }))
  return [shared, ...own].filter(({ weight }) => weight !== 0)
}

function loadingsOf(streams: readonly Stream[], between: Between): Loading[][] {
  const found = new Map<Stream, Loading[]>()
  for (const group of groupsOf(streams, between) ?? []) {
    const all = factored(group, between)
    if (all === null) throw new RangeError('a part of a correlation matrix that can hold cannot')
    for (const [place, stream] of group.entries()) found.set(stream, all[place] ?? [])
  }
  return streams.map((stream) => found.get(stream) ?? [])
}
