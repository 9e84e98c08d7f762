/** Long work, a part at a time, so that whoever asked can say how far it has come, and stop. */

/** Stops after each part with the share that is done, 0 to 1. */
export type Steps<Result> = Generator<number, Result, void>

/** All of it at once. */
export function finished<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** The same work for several, one after the other: of each a part of the whole. */
export function* forEach<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Steps<Result>,
): Steps<readonly Result[]> {
  const results: Result[] = []
  for (const [i, item] of items.entries()) {
    const steps = work(item)
    for (;;) {
      const { done, value } = steps.next()
      if (done === true) {
        results.push(value)
        break
      }
      yield (i + value) / items.length
    }
  }
  return results
}
