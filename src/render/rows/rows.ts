/** Rows that differ only in a few texts and a number, put together many at a time. */

/** What stands around the numbers of a table's rows. */
export type Frame = {
  /** Between a row's head and its value: one for each row of a series. */
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
  /**
   * A row for each value.
   *
   * @param head    what every one of them begins with
   * @param values  NaN or infinite: there is none
   * @param codes   one for each value, below `frame.behind.length`
   */
  readonly add: (head: string, values: Float64Array, codes: Uint8Array) => void
  /** A text as it stands. */
  readonly text: (text: string) => void
  /** Whether it is time to take what there is. */
  readonly isFull: () => boolean
  /** What has been added since. Bytes stand until something is added. */
  readonly take: () => string | Uint8Array
}

/** @param atOnce  UTF-16 units to put together before they are taken */
export function textRows(atOnce: number): Rows {
  let frame: Frame = { before: [], behind: [], nothing: '', number: String }
  let rows = ''
  return {
    frame: (next) => {
      frame = next
    },
    add: (head, values, codes) => {
      const { before, behind, nothing, number } = frame
      for (let row = 0; row < values.length; row++) {
        const value = values[row] as number
        const text = Number.isFinite(value) ? number(value) : nothing
        rows += head + before[row] + text + behind[codes[row] as number]
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
