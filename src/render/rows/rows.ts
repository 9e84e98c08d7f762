/** Rows that differ only in a few texts and a number, put together many at a time. */

/** What stands around the numbers of a table's rows. */
export type Frame = {
  /** What every row begins with, before the name of its series. */
  readonly head: string
  /** Between the name and the value: one for each row of a series. */
  readonly before: readonly string[]
  /** From behind a value to the end of its row, by the row's code. */
  readonly behind: readonly string[]
  /** In place of a value that there is not. */
  readonly nothing: string
  /** How a finite number is written. */
  readonly number: (value: number) => string
}

export type Rows = {
  /** What stands around the numbers from now on. */
  readonly frame: (frame: Frame) => void
  /** Where the values of the next series go; NaN or infinite: there is none. */
  readonly values: Float64Array
  /** And their codes, each below `frame.behind.length`. */
  readonly codes: Uint8Array
  /** A row for each of the first `count` values and codes. */
  readonly add: (name: string, count: number) => void
  /** A text as it stands. */
  readonly text: (text: string) => void
  /** Whether it is time to take what there is. */
  readonly isFull: () => boolean
  /** What has been added since. Bytes stand until something is added. */
  readonly take: () => string | Uint8Array
}

/**
 * @param atOnce  UTF-16 units to put together before they are taken
 * @param most    rows of a series
 */
export function textRows(atOnce: number, most: number): Rows {
  let frame: Frame = { head: '', before: [], behind: [], nothing: '', number: String }
  let rows = ''
  const values = new Float64Array(most)
  const codes = new Uint8Array(most)
  return {
    values,
    codes,
    frame: (next) => {
      frame = next
    },
    add: (name, count) => {
      const { head, before, behind, nothing, number } = frame
      const start = head + name
      for (let row = 0; row < count; row++) {
        const value = values[row] as number
        const text = Number.isFinite(value) ? number(value) : nothing
        rows += start + before[row] + text + behind[codes[row] as number]
      }
    },
    text: (text) => {
      rows += text
    },
    isFull: () => rows.length >= atOnce,
    take: () => {
      const taken = rows
      rows = ''
      return taken
    },
  }
}
