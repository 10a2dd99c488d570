import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { LAYERS_FOLDER } from '../../src/catalog/metadata/site.ts'
import { toSnippets } from '../../src/catalog/metadata/snippets.ts'
import { parseCatalog } from '../../src/catalog/parse-catalog.ts'
import { startStaticServer } from '../static-server.ts'

const PUBLIC = resolve(import.meta.dirname, '../../public')
const run = promisify(execFile)
const hasGdal = spawnSync('ogr2ogr', ['--version']).status === 0

// The judge is GDAL itself; where it is not installed there is nothing to ask.
describe.skipIf(!hasGdal)('the snippet for ogr2ogr', () => {
  it('opens the very file of the page over HTTP and copies all of its features', async () => {
    const text = readFileSync(join(PUBLIC, LAYERS_FOLDER, 'catalog.json'), 'utf8')
    const ports = parseCatalog(JSON.parse(text)).layers.find(({ id }) => id === 'ports')!
    const folder = mkdtempSync(join(tmpdir(), 'snippet-'))
    const server = await startStaticServer({ folder: PUBLIC })
    try {
      const url = server.url + LAYERS_FOLDER + ports.files[0]!.path
      const { code } = toSnippets(url, ports.id).find(({ tool }) => tool === 'ogr2ogr')!
      await run('sh', ['-c', code], { cwd: folder })
      const { stdout } = await run('ogrinfo', ['-so', '-al', `${ports.id}.gpkg`], { cwd: folder })
      expect(stdout).toContain(`Feature Count: ${ports.files[0]!.featureCount}`)
      for (const { name } of ports.fields) expect(stdout).toContain(`${name}: `)
    } finally {
      await server.close()
      rmSync(folder, { recursive: true })
    }
  })
})
