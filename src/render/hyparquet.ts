/** What is used of hyparquet-writer: a file of its own in the build, read by who writes Parquet. */

export { ByteWriter, parquetWrite } from 'hyparquet-writer'
