/**
 * Serves the built Atlas: `npm start` builds it first. PORT chooses the port, HOST the address to listen
 * on. `--compress` makes the compressed copies while the site is already served.
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { compressCopies } from './host/compress-copies.ts'
import { startStaticServer } from './static-server.ts'

const FOLDER = resolve(import.meta.dirname, '../dist')

if (!existsSync(resolve(FOLDER, 'index.html'))) {
  console.error('The Atlas is not built yet: run `npm start`, which builds and serves it.')
  process.exit(1)
}
const { url } = await startStaticServer({
  folder: FOLDER,
  port: Number(process.env.PORT ?? 4173),
  ...(process.env.HOST && { host: process.env.HOST }),
})
console.log(`The Atlas is served at ${url} (end with Ctrl+C).`)
if (process.argv.includes('--compress')) await compressCopies(FOLDER)
