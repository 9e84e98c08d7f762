/**
 * Arithmetic on blocks: one variable in one year, for all sectors and all lanes at once.
 *
 * A block is a view on a `Float64Array`: the value of sector s in lane l is `data[offset + s·sectorStride + l·laneStride]`.
 * A stride of 0 says that nothing varies that way: a total has sectorStride 0, an assumption that is the same in
 * every lane has laneStride 0, a literal has both. So nothing is copied to be broadcast, and one lane, a few hundred
 * draws or twelve thousand sectors run through the same loops.
 */

import type { BinaryOperator } from './expression.ts'

export type Shape = { readonly sectors: number; readonly lanes: number }

export type Block = {
  readonly data: Float64Array
  readonly offset: number
  readonly sectorStride: number
  readonly laneStride: number
  /** Made by an operation and seen by nobody else: its buffer may be used again. */
  readonly temporary: boolean
}

export function literal(value: number): Block {
  return { data: Float64Array.of(value), offset: 0, sectorStride: 0, laneStride: 0, temporary: false }
}

export function at(block: Block, sector: number, lane: number): number {
  return block.data[block.offset + sector * block.sectorStride + lane * block.laneStride] as number
}

/** Buffers that are used again, by length. */
export type Workspace = {
  readonly shape: Shape
  readonly free: Map<number, Float64Array[]>
  /** Buffers of the blocks that an evaluation holds on to. */
  readonly kept: Float64Array[]
}

export function createWorkspace(shape: Shape): Workspace {
  return { shape, free: new Map(), kept: [] }
}

function take(workspace: Workspace, size: number): Float64Array {
  return workspace.free.get(size)?.pop() ?? new Float64Array(size)
}

/** Give back the buffer of a temporary block once it has been read. */
export function release(workspace: Workspace, block: Block): void {
  if (block.temporary) giveBack(workspace, block.data)
}

function giveBack({ free }: Workspace, data: Float64Array): void {
  const list = free.get(data.length)
  if (list === undefined) free.set(data.length, [data])
  else list.push(data)
}

/** The block as one that stays, until everything that stayed is given back by `recycle`. */
export function keep(workspace: Workspace, block: Block): Block {
  if (!block.temporary) return block
  workspace.kept.push(block.data)
  return { ...block, temporary: false }
}

/** Give back the buffers of all kept blocks: nobody may read them any more. */
export function recycle(workspace: Workspace): void {
  for (const data of workspace.kept) giveBack(workspace, data)
  workspace.kept.length = 0
}

/** A fresh block that varies by sector, by lane, both or neither; its values are whatever was there before. */
export function emptyBlock(workspace: Workspace, bySector: boolean, byLane: boolean): Block {
  const { sectors, lanes } = workspace.shape
  // With one lane nothing varies by lane, so that the block can be read beside blocks of any number of lanes.
  const width = byLane ? lanes : 1
  const laneStride = width > 1 ? 1 : 0
  const sectorStride = bySector ? width : 0
  const data = take(workspace, (bySector ? sectors : 1) * width)
  return { data, offset: 0, sectorStride, laneStride, temporary: true }
}

function emptyLike(workspace: Workspace, blocks: readonly Block[]): Block {
  return emptyBlock(
    workspace,
    blocks.some((block) => block.sectorStride !== 0),
    blocks.some((block) => block.laneStride !== 0),
  )
}

/** How often the loops over sectors and lanes must run to fill `out`. */
function extent(workspace: Workspace, out: Block): Shape {
  return {
    sectors: out.sectorStride === 0 ? 1 : workspace.shape.sectors,
    lanes: out.laneStride === 0 ? 1 : workspace.shape.lanes,
  }
}

/** Visit every value a block holds, with its sector, its lane and its place in `data`. */
export function each(
  workspace: Workspace,
  block: Block,
  visit: (sector: number, lane: number, cell: number) => void,
): void {
  const { sectors, lanes } = extent(workspace, block)
  for (let s = 0; s < sectors; s++) {
    for (let l = 0; l < lanes; l++) visit(s, l, block.offset + s * block.sectorStride + l * block.laneStride)
  }
}

/** Set every value of a block. */
export function fill(workspace: Workspace, block: Block, value: (sector: number, lane: number) => number): void {
  each(workspace, block, (sector, lane, cell) => {
    block.data[cell] = value(sector, lane)
  })
}

export function map(workspace: Workspace, a: Block, apply: (x: number) => number): Block {
  const out = emptyLike(workspace, [a])
  const { sectors, lanes } = extent(workspace, out)
  for (let s = 0, o = 0; s < sectors; s++) {
    for (let l = 0, i = a.offset + s * a.sectorStride; l < lanes; l++, i += a.laneStride) {
      out.data[o++] = apply(a.data[i] as number)
    }
  }
  return out
}

export function zip(workspace: Workspace, a: Block, b: Block, apply: (x: number, y: number) => number): Block {
  const out = emptyLike(workspace, [a, b])
  const { sectors, lanes } = extent(workspace, out)
  for (let s = 0, o = 0; s < sectors; s++) {
    let i = a.offset + s * a.sectorStride
    let j = b.offset + s * b.sectorStride
    for (let l = 0; l < lanes; l++, i += a.laneStride, j += b.laneStride) {
      out.data[o++] = apply(a.data[i] as number, b.data[j] as number)
    }
  }
  return out
}

/** The four hot operations have loops of their own, which the engine compiles without a call in them. */
export function combine(workspace: Workspace, operator: BinaryOperator, a: Block, b: Block): Block {
  if (operator !== '+' && operator !== '-' && operator !== '*' && operator !== '/') {
    return zip(workspace, a, b, pairwise[operator])
  }
  const out = emptyLike(workspace, [a, b])
  const { sectors, lanes } = extent(workspace, out)
  const result = out.data
  const x = a.data
  const y = b.data
  const di = a.laneStride
  const dj = b.laneStride
  for (let s = 0, o = 0; s < sectors; s++) {
    let i = a.offset + s * a.sectorStride
    let j = b.offset + s * b.sectorStride
    const end = o + lanes
    switch (operator) {
      case '+':
        for (; o < end; o++, i += di, j += dj) result[o] = (x[i] as number) + (y[j] as number)
        break
      case '-':
        for (; o < end; o++, i += di, j += dj) result[o] = (x[i] as number) - (y[j] as number)
        break
      case '*':
        for (; o < end; o++, i += di, j += dj) result[o] = (x[i] as number) * (y[j] as number)
        break
      case '/':
        for (; o < end; o++, i += di, j += dj) result[o] = (x[i] as number) / (y[j] as number)
        break
    }
  }
  return out
}

/** A comparison with a missing value is missing, never false: "no data" must not read as an answer. */
function claim(holds: (x: number, y: number) => boolean): (x: number, y: number) => number {
  return (x, y) => (Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : holds(x, y) ? 1 : 0)
}

const pairwise: Readonly<Record<Exclude<BinaryOperator, '+' | '-' | '*' | '/'>, (x: number, y: number) => number>> = {
  // Math.pow(NaN, 0) is 1 in every C library; a missing base stays missing here.
  '^': (x, y) => (Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : x ** y),
  '<': claim((x, y) => x < y),
  '<=': claim((x, y) => x <= y),
  '>': claim((x, y) => x > y),
  '>=': claim((x, y) => x >= y),
  '==': claim((x, y) => x === y),
  '!=': claim((x, y) => x !== y),
  and: claim((x, y) => x !== 0 && y !== 0),
  or: claim((x, y) => x !== 0 || y !== 0),
}

/** `test ? a : b`, value by value; a missing test gives a missing value. */
export function choose(workspace: Workspace, test: Block, a: Block, b: Block): Block {
  const out = emptyLike(workspace, [test, a, b])
  const { sectors, lanes } = extent(workspace, out)
  for (let s = 0, o = 0; s < sectors; s++) {
    for (let l = 0; l < lanes; l++, o++) {
      const holds = at(test, s, l)
      out.data[o] = Number.isNaN(holds) ? Number.NaN : holds !== 0 ? at(a, s, l) : at(b, s, l)
    }
  }
  return out
}

/** Σ over sectors, lane by lane, in the order of the sectors. */
export function sum(workspace: Workspace, a: Block): Block {
  const out = emptyBlock(workspace, false, a.laneStride !== 0)
  const { lanes } = extent(workspace, out)
  const { data: total } = out
  const { data, laneStride } = a
  total.fill(0)
  for (let s = 0; s < workspace.shape.sectors; s++) {
    for (let l = 0, i = a.offset + s * a.sectorStride; l < lanes; l++, i += laneStride) {
      total[l] = (total[l] as number) + (data[i] as number)
    }
  }
  return out
}

/** A matrix over sectors with few entries: row `from[k]`, column `to[k]`. */
export type SparseMatrix = {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly coefficient: Float64Array
}

/** out[s] = Σ over entries with from = s of coefficient × a[to]. */
export function multiplySparse(workspace: Workspace, matrix: SparseMatrix, a: Block): Block {
  const out = emptyBlock(workspace, true, a.laneStride !== 0)
  const { lanes } = extent(workspace, out)
  out.data.fill(0)
  for (let k = 0; k < matrix.from.length; k++) {
    const coefficient = matrix.coefficient[k] as number
    let o = (matrix.from[k] as number) * out.sectorStride
    let i = a.offset + (matrix.to[k] as number) * a.sectorStride
    for (let l = 0; l < lanes; l++, o++, i += a.laneStride) {
      out.data[o] = (out.data[o] as number) + coefficient * (a.data[i] as number)
    }
  }
  return out
}
