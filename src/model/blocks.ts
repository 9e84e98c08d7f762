/**
 * Arithmetic on blocks: one variable in one year, for all sectors and all lanes at once.
 *
 * A block is a view on a `Float64Array`: the value of sector s in lane l is `data[offset + s·sectorStride + l·laneStride]`.
 * A stride of 0 says that nothing varies that way: a total has sectorStride 0, an assumption that is the same in
 * every lane has laneStride 0, a literal has both. So nothing is copied to be broadcast, and one lane, a few hundred
 * draws or twelve thousand sectors run through the same loops.
 */

import type { BinaryOperator } from './expression.ts'
import type { ArithmeticOperator, Kernel } from './kernel/kernel.ts'
import { areFinite } from './kernel/plain.ts'

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

/** Buffers that are used again, and the constants of formulas. */
export type Workspace = {
  readonly shape: Shape
  /** Where the blocks lie and what computes them; null: each in an array of its own, and the loops below. */
  readonly kernel: Kernel | null
  /** Blocks that nobody needs any more, by size. */
  readonly free: Map<number, Block[]>
  /** Blocks that an evaluation holds on to. */
  readonly kept: Block[]
  readonly constants: Map<number, Block>
  /** What was done to blocks that vary by lane, in order, so that it can be done again; null where nobody will. */
  readonly tape: (() => void)[] | null
}

export function createWorkspace(shape: Shape, kernel: Kernel | null = null, tape: Workspace['tape'] = null): Workspace {
  return { shape, kernel, free: new Map(), kept: [], constants: new Map(), tape }
}

/** Work on a block, now and, if it varies by lane, whenever the tape is played. */
export function perform({ tape }: Workspace, out: Block, work: () => void): void {
  work()
  if (out.laneStride !== 0) tape?.push(work)
}

/** A block of one number, the same each time it is asked for. */
export function constant(workspace: Workspace, value: number): Block {
  const known = workspace.constants.get(value)
  if (known !== undefined) return known
  const block = lasting(workspace.kernel === null ? literal(value) : copyOf(workspace, literal(value)))
  workspace.constants.set(value, block)
  return block
}

/** Give back the buffer of a temporary block once it has been read. */
export function release(workspace: Workspace, block: Block): void {
  if (block.temporary) giveBack(workspace, block)
}

function giveBack(workspace: Workspace, block: Block): void {
  // What the tape does not do again must stay as it is.
  if (workspace.tape !== null && block.laneStride === 0) return
  const size = sizeOf(workspace, block)
  const list = workspace.free.get(size)
  if (list === undefined) workspace.free.set(size, [block])
  else list.push(block)
}

/** How long the buffer of a block is that an operation made. */
function sizeOf({ kernel, shape }: Workspace, { data, sectorStride, laneStride }: Block): number {
  if (data !== kernel?.memory.numbers) return data.length
  return (sectorStride === 0 ? 1 : shape.sectors) * (laneStride === 0 ? 1 : shape.lanes)
}

/** The block as one that stays, until everything that stayed is given back by `recycle`. */
export function keep(workspace: Workspace, block: Block): Block {
  const isOwn = block.temporary || workspace.kernel === null || kernelFor(workspace, block, block, block) !== null
  const own = isOwn ? block : copyOf(workspace, block)
  if (!own.temporary) return own
  workspace.kept.push(own)
  return lasting(own)
}

function lasting({ data, offset, sectorStride, laneStride }: Block): Block {
  return { data, offset, sectorStride, laneStride, temporary: false }
}

/** The kernel, where all blocks lie in its memory. */
function kernelFor({ kernel }: Workspace, a: Block, b: Block, c: Block): Kernel | null {
  const numbers = kernel?.memory.numbers
  return a.data === numbers && b.data === numbers && c.data === numbers ? kernel : null
}

/** A block of the workspace's own with the same values. */
export function copyOf(workspace: Workspace, block: Block): Block {
  const copy = emptyBlock(workspace, block.sectorStride !== 0, block.laneStride !== 0)
  fill(workspace, copy, (sector, lane) => at(block, sector, lane))
  return copy
}

/** Give back the buffers of all kept blocks: nobody may read them any more. */
export function recycle(workspace: Workspace): void {
  for (const block of workspace.kept) giveBack(workspace, block)
  workspace.kept.length = 0
}

/** A fresh block that varies by sector, by lane, both or neither; its values are whatever was there before. */
export function emptyBlock(workspace: Workspace, bySector: boolean, byLane: boolean): Block {
  const { sectors, lanes } = workspace.shape
  // With one lane nothing varies by lane, so that the block can be read beside blocks of any number of lanes.
  const width = byLane ? lanes : 1
  const laneStride = width > 1 ? 1 : 0
  const sectorStride = bySector ? width : 0
  const size = (bySector ? sectors : 1) * width
  const used = workspace.tape !== null && laneStride === 0 ? undefined : workspace.free.get(size)?.pop()
  if (used !== undefined) return { data: used.data, offset: used.offset, sectorStride, laneStride, temporary: true }
  const { memory } = workspace.kernel ?? { memory: null }
  const place = memory?.allocate(size) ?? null
  const data = memory === null || place === null ? new Float64Array(size) : memory.numbers
  return { data, offset: place ?? 0, sectorStride, laneStride, temporary: true }
}

function emptyFor(workspace: Workspace, a: Block, b: Block): Block {
  const bySector = a.sectorStride !== 0 || b.sectorStride !== 0
  return emptyBlock(workspace, bySector, a.laneStride !== 0 || b.laneStride !== 0)
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

/** Does a block that an operation made hold numbers only? May say no where their sum is none. */
export function holdsNumbers(workspace: Workspace, block: Block): boolean {
  const { sectors, lanes } = extent(workspace, block)
  const kernel = kernelFor(workspace, block, block, block)
  if (kernel === null) return areFinite(block.data, block.offset, sectors * lanes)
  return kernel.areFinite(block.offset, sectors * lanes)
}

/** Set every value of a block. */
export function fill(workspace: Workspace, block: Block, value: (sector: number, lane: number) => number): void {
  perform(workspace, block, () => {
    each(workspace, block, (sector, lane, cell) => {
      block.data[cell] = value(sector, lane)
    })
  })
}

export function map(workspace: Workspace, a: Block, apply: (x: number) => number): Block {
  const out = emptyFor(workspace, a, a)
  const shape = extent(workspace, out)
  perform(workspace, out, () => applyToEach(out, a, apply, shape))
  return out
}

function applyToEach(out: Block, a: Block, apply: (x: number) => number, { sectors, lanes }: Shape): void {
  for (let s = 0, o = out.offset; s < sectors; s++) {
    for (let l = 0, i = a.offset + s * a.sectorStride; l < lanes; l++, i += a.laneStride) {
      out.data[o++] = apply(a.data[i] as number)
    }
  }
}

export function zip(workspace: Workspace, a: Block, b: Block, apply: (x: number, y: number) => number): Block {
  const out = emptyFor(workspace, a, b)
  const shape = extent(workspace, out)
  perform(workspace, out, () => applyToPairs(out, a, b, apply, shape))
  return out
}

function applyToPairs(
  out: Block,
  a: Block,
  b: Block,
  apply: (x: number, y: number) => number,
  { sectors, lanes }: Shape,
): void {
  for (let s = 0, o = out.offset; s < sectors; s++) {
    let i = a.offset + s * a.sectorStride
    let j = b.offset + s * b.sectorStride
    for (let l = 0; l < lanes; l++, i += a.laneStride, j += b.laneStride) {
      out.data[o++] = apply(a.data[i] as number, b.data[j] as number)
    }
  }
}

export function combine(workspace: Workspace, operator: BinaryOperator, a: Block, b: Block): Block {
  if (operator !== '+' && operator !== '-' && operator !== '*' && operator !== '/') {
    return zip(workspace, a, b, pairwise[operator])
  }
  const out = emptyFor(workspace, a, b)
  const shape = extent(workspace, out)
  const kernel = kernelFor(workspace, out, a, b)
  perform(workspace, out, () => (kernel?.combine ?? calculate)(operator, out, a, b, shape))
  return out
}

/** The four hot operations have loops of their own, which the engine compiles without a call in them. */
function calculate(operator: ArithmeticOperator, out: Block, a: Block, b: Block, { sectors, lanes }: Shape): void {
  // With one lane, sectors are to the inner loop what lanes are otherwise.
  if (lanes === 1 && sectors > 1) {
    calculate(operator, sectorsAsLanes(out), sectorsAsLanes(a), sectorsAsLanes(b), { sectors: 1, lanes: sectors })
    return
  }
  const result = out.data
  const x = a.data
  const y = b.data
  const di = a.laneStride
  const dj = b.laneStride
  for (let s = 0, o = out.offset; s < sectors; s++) {
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
}

function sectorsAsLanes(block: Block): Block {
  return { ...block, sectorStride: 0, laneStride: block.sectorStride }
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
  const bySector = [test, a, b].some(({ sectorStride }) => sectorStride !== 0)
  const byLane = [test, a, b].some(({ laneStride }) => laneStride !== 0)
  const out = emptyBlock(workspace, bySector, byLane)
  fill(workspace, out, (sector, lane) => {
    const holds = at(test, sector, lane)
    if (Number.isNaN(holds)) return Number.NaN
    return holds !== 0 ? at(a, sector, lane) : at(b, sector, lane)
  })
  return out
}

/** Σ over sectors, lane by lane, in the order of the sectors. */
export function sum(workspace: Workspace, a: Block): Block {
  const out = emptyBlock(workspace, false, a.laneStride !== 0)
  const { lanes } = extent(workspace, out)
  const shape = { sectors: workspace.shape.sectors, lanes }
  const kernel = kernelFor(workspace, out, a, a)
  perform(workspace, out, () => (kernel?.sum ?? addSectors)(out, a, shape))
  return out
}

function addSectors({ data: total, offset }: Block, a: Block, { sectors, lanes }: Shape): void {
  const { data, laneStride } = a
  if (lanes === 1) {
    let sum = 0
    for (let s = 0, i = a.offset; s < sectors; s++, i += a.sectorStride) sum += data[i] as number
    total[offset] = sum
    return
  }
  const end = offset + lanes
  total.fill(0, offset, end)
  for (let s = 0; s < sectors; s++) {
    for (let o = offset, i = a.offset + s * a.sectorStride; o < end; o++, i += laneStride) {
      total[o] = (total[o] as number) + (data[i] as number)
    }
  }
}

/** A matrix over sectors with few entries: row `from[k]`, column `to[k]`. */
export type SparseMatrix = {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly coefficient: Float64Array
  /** The entries of one group of sectors, all in one row: 1 for each of them. */
  readonly isGroup?: true
}

/** Σ over sectors of `multiplySparse`, of one group: only its sectors are visited. */
export function sumGroup(workspace: Workspace, { to }: SparseMatrix, a: Block): Block {
  const out = emptyBlock(workspace, false, a.laneStride !== 0)
  const { lanes } = extent(workspace, out)
  perform(workspace, out, () => {
    for (let l = 0; l < lanes; l++) {
      let sum = 0
      for (const sector of to) sum += at(a, sector, l)
      out.data[out.offset + l] = sum
    }
  })
  return out
}

/** out[s] = Σ over entries with from = s of coefficient × a[to]. */
export function multiplySparse(workspace: Workspace, matrix: SparseMatrix, a: Block): Block {
  const out = emptyBlock(workspace, true, a.laneStride !== 0)
  const shape = extent(workspace, out)
  perform(workspace, out, () => addEntries(out, matrix, a, shape))
  return out
}

function addEntries(out: Block, matrix: SparseMatrix, a: Block, { sectors, lanes }: Shape): void {
  out.data.fill(0, out.offset, out.offset + sectors * lanes)
  for (let k = 0; k < matrix.from.length; k++) {
    const coefficient = matrix.coefficient[k] as number
    let o = out.offset + (matrix.from[k] as number) * out.sectorStride
    let i = a.offset + (matrix.to[k] as number) * a.sectorStride
    for (let l = 0; l < lanes; l++, o++, i += a.laneStride) {
      out.data[o] = (out.data[o] as number) + coefficient * (a.data[i] as number)
    }
  }
}
