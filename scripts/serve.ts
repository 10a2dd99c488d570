/** Serves the built Atlas: `npm start` builds it first. PORT chooses the port. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { startStaticServer } from './static-server.ts'

if (!existsSync(resolve(import.meta.dirname, '../dist/index.html'))) {
  console.error('The Atlas is not built yet: run `npm start`, which builds and serves it.')
  process.exit(1)
}
const { url } = await startStaticServer({ port: Number(process.env.PORT ?? 4173) })
console.log(`The Atlas is served at ${url} (end with Ctrl+C).`)
