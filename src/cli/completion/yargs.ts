/** What completion takes of yargs: built into a file of its own that no other run reads. */

export { default as createYargs } from 'yargs'
