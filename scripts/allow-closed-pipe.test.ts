import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

it('lets whoever reads what a command says go away before it ends', async () => {
  const recipe = '{"layer":"ports"}'
  const command = spawn(
    process.execPath,
    ['--import', 'tsx', 'scripts/ask.ts', recipe, '--json', '--rows', '100'],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let complaint = ''
  command.stderr.on('data', (text) => {
    complaint += text
  })
  command.stdout.destroy()
  const [status] = await once(command, 'close')
  expect({ status, complaint }).toEqual({ status: 0, complaint: '' })
})
