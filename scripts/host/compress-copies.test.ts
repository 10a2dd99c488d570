import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { compressCopies } from './compress-copies.ts'

const folder = mkdtempSync(join(tmpdir(), 'atlas-copies-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('puts copies in both codings beside what compresses well, and nothing beside the rest', async () => {
  const text = 'layer '.repeat(1000)
  writeFileSync(join(folder, 'page.html'), text)
  writeFileSync(join(folder, 'small.html'), 'layer')
  writeFileSync(join(folder, 'picture.png'), text)
  writeFileSync(join(folder, 'noise.fgb'), crypto.getRandomValues(new Uint8Array(5000)))
  const { beforeBytes, afterBytes } = await compressCopies(folder)
  expect(readdirSync(folder).sort()).toEqual([
    'noise.fgb',
    'page.html',
    'page.html.br',
    'page.html.gz',
    'picture.png',
    'small.html',
  ])
  const copy = readFileSync(join(folder, 'page.html.br'))
  expect(String(brotliDecompressSync(copy))).toBe(text)
  expect(String(gunzipSync(readFileSync(join(folder, 'page.html.gz'))))).toBe(text)
  expect(beforeBytes).toBe(text.length)
  expect(afterBytes).toBeLessThanOrEqual(copy.length)
})

it('leaves copies that are there, and makes anew those of a file that was changed since', async () => {
  const page = join(folder, 'page.html')
  writeFileSync(`${page}.br`, 'ready-made')
  expect((await compressCopies(folder)).beforeBytes).toBe(0)
  expect(readFileSync(`${page}.br`, 'utf8')).toBe('ready-made')
  writeFileSync(page, 'edition '.repeat(1000))
  utimesSync(page, new Date(), new Date(Date.now() + 5000))
  await compressCopies(folder)
  expect(String(brotliDecompressSync(readFileSync(`${page}.br`)))).toBe('edition '.repeat(1000))
})
