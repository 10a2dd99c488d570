/** Puts compressed copies beside the files of the built page: `scripts/host/compress-copies.ts` says which. */
import { resolve } from 'node:path'
import { compressCopies } from './host/compress-copies.ts'

const { beforeBytes, afterBytes } = await compressCopies(resolve(import.meta.dirname, '../dist'))
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`
console.log(`Compressed ${megabytes(beforeBytes)} to ${megabytes(afterBytes)}.`)
