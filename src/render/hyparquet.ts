/** What is used of hyparquet-writer: a file of its own in the build, read by who writes Parquet. */

export { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer'
