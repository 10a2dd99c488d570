/**
 * Tries a deployed copy of the Atlas and says in words what its host should do otherwise:
 * `npm run -s check-host -- https://example.org/atlas/`. The status is 1 where something does not work.
 */
import { checkHost, type Finding } from './host/check-host.ts'

const SIGNS: Readonly<Record<Finding['kind'], string>> = { good: 'ok', advice: '··', fault: '!!' }

const [address] = process.argv.slice(2)
if (!address || !URL.canParse(address) || !/^https?:/.test(address)) {
  console.error('Give the address of a deployed Atlas: npm run -s check-host -- https://…/')
  process.exit(2)
}
try {
  const findings = await checkHost(address)
  for (const { subject, kind, text } of findings) console.log(`${SIGNS[kind]} ${subject}: ${text}`)
  const count = (kind: Finding['kind']) =>
    findings.filter((finding) => finding.kind === kind).length
  console.log(
    `${count('fault')} that must be changed (!!), ${count('advice')} that should be (··). docs/hosting.md has the settings of each host.`,
  )
  process.exitCode = count('fault') > 0 ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
