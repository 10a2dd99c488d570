import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchAddress } from './address.ts'

const body = 'name,lon,lat\nOttawa,-75.7,45.4\n'
let server: Server
let origin: string

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/parcs%20nationaux.csv') {
      response.setHeader('Last-Modified', 'Tue, 06 Jan 2026 10:00:00 GMT')
      response.end(body)
    } else if (request.url === '/attached') {
      response.setHeader('Content-Disposition', 'attachment; filename="../sites.csv"')
      response.end(body)
    } else if (request.url === '/endless') {
      // Without a length: the limit holds for what comes, not for what is said to come.
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 1)
      response.on('close', () => clearInterval(timer))
    } else if (request.url === '/huge') {
      response.setHeader('Content-Length', 5_000_000)
      response.write('x')
    } else {
      response.statusCode = 404
      response.end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  origin = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const get = (address: string, signal = new AbortController().signal) =>
  fetchAddress(address, 1_000_000, signal, () => undefined)

const problemOf = (address: string) =>
  get(address).then(
    () => null,
    (error: { problem: { code: string; values: object } }) => error.problem,
  )

describe('the file at an address', () => {
  it('comes with its name and date', async () => {
    const file = await get(`${origin}/parcs%20nationaux.csv`)
    expect(file.path).toBe('parcs nationaux.csv')
    expect(file.modified).toBe(Date.UTC(2026, 0, 6, 10))
    expect(await file.blob.text()).toBe(body)
    expect((await get(`${origin}/attached`)).path).toBe('.._sites.csv')
  })

  it('is refused beyond the limit, whether its host says how long it is or not', async () => {
    expect(await problemOf(`${origin}/huge`)).toMatchObject({
      code: 'file-too-large',
      values: { bytes: 5_000_000, limitBytes: 1_000_000 },
    })
    const endless = await problemOf(`${origin}/endless`)
    expect(endless).toMatchObject({ code: 'file-too-large' })
  })

  it('says what is wrong where it is not there, cannot be reached, or is no address', async () => {
    expect(await problemOf(`${origin}/none`)).toMatchObject({
      code: 'address-status',
      values: { status: 404 },
    })
    expect(await problemOf('http://localhost:1/')).toMatchObject({ code: 'address-blocked' })
    for (const text of ['parks.kml', 'file:///etc/passwd', 'javascript:alert(1)', '']) {
      expect(await problemOf(text), text).toMatchObject({ code: 'address-invalid' })
    }
  })

  it('ends with the signal', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 30)
    await expect(get(`${origin}/endless`, controller.signal)).rejects.toBeDefined()
  })
})
