/** What a process ends with; listed in `--help`. */

export const exitCodes = {
  /** Yes, or done. */
  done: 0,
  /** The answer is no. */
  no: 1,
  /** The command or the plan must be fixed, or the output cannot be written. */
  unusable: 2,
  /** A defect in yuce. */
  defect: 3,
  /** Ctrl-C. */
  interrupted: 130,
  /** The reader of a pipe went away. */
  closedPipe: 141,
} as const
