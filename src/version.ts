/** The version in package.json: put in by the build, and by the test runner. */

declare const YUCE_VERSION: string | undefined

export const version = typeof YUCE_VERSION === 'string' ? YUCE_VERSION : 'development'
