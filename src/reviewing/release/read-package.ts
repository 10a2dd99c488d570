import type { LayerRecord } from '../../catalog/record.ts'
import { recordSchema } from '../../catalog/record.ts'
import type { ByteSource } from '../../formats/bytes/byte-source.ts'
import { Sha256 } from '../../formats/bytes/sha256.ts'
import { ReadContext, WarningList } from '../../formats/contract/read-context.ts'
import { readZip, type ZipEntry } from '../../formats/zip/read.ts'
import { ProblemError } from '../../model/problem.ts'
import type { z } from '../../model/zod.ts'
import type { Waivers } from '../report.ts'
import { type Verdict, verdictSchema } from '../verdict.ts'
import {
  type Approval,
  approvalSchema,
  type Manifest,
  manifestSchema,
  PACKAGE,
  waiversSchema,
} from './package-files.ts'

/** A release package whose every byte is what its list of checksums says. */
export interface ReadPackage {
  readonly manifest: Manifest
  readonly record: LayerRecord
  readonly verdict: Verdict
  readonly waivers: Waivers
  /** The checksum by which an approval is bound to it. */
  readonly sha256: string
  /** `null` where it has none, or one of other bytes. */
  readonly approval: Approval | null
  /** Set where there is an approval of other bytes than these. */
  readonly isApprovalLapsed: boolean
  /** All its files by their paths. */
  readonly files: ReadonlyMap<string, ByteSource>
  /** The SHA-256 of each. */
  readonly sums: ReadonlyMap<string, string>
}

export interface ReadPackageOptions {
  /** The most memory that may be taken. */
  readonly maxBytes?: number
  readonly signal?: AbortSignal
}

/** Texts of a package that are larger than this are none of ours. */
const MOST_TEXT_BYTES = 200_000_000
const MOST_SUMS_BYTES = 1_000_000
const PATH = /^[a-z0-9][a-z0-9./-]*$/i

/**
 * Reads a package from wherever it comes and holds each of its files to its checksum. Nothing of it is believed before.
 *
 * @throws ProblemError `package-invalid` where it is no package or names what it does not have, `package-changed`
 * where a byte is another, and what the reader of archives refuses
 */
export async function readPackage(
  source: ByteSource,
  { maxBytes, signal }: ReadPackageOptions = {},
): Promise<ReadPackage> {
  const context = new ReadContext({
    ...(maxBytes !== undefined && { maxBytes }),
    ...(signal && { signal }),
  })
  const entries = await readZip(source, context, new WarningList())
  const files = new Map<string, ZipEntry>()
  for (const entry of entries) {
    const path = entry.name.slice(source.name.length + 1)
    if (files.has(path)) throw invalid(`it has ${path} twice`)
    files.set(path, entry)
  }
  const sumsBytes = await readBytes(files, PACKAGE.sums, MOST_SUMS_BYTES)
  const sums = parseSums(new TextDecoder().decode(sumsBytes))
  for (const path of files.keys()) {
    if (!sums.has(path) && path !== PACKAGE.sums && path !== PACKAGE.approval) {
      throw invalid(`its list of checksums does not name ${path}`)
    }
  }
  for (const [path, sha256] of sums) {
    const file = files.get(path)
    if (!file) throw invalid(`${path} is missing`)
    signal?.throwIfAborted()
    const digest = await hashOf(file)
    file.release?.()
    if (digest === sha256) continue
    throw new ProblemError({
      code: 'package-changed',
      message: `${path} of the package is not what it was when the package was made.`,
      values: { path },
    })
  }
  const manifest = await readJson(files, PACKAGE.manifest, manifestSchema)
  const record = await readJson(files, PACKAGE.record, recordSchema)
  if (record.id !== manifest.id || record.modified !== manifest.edition) {
    throw invalid('its record is of another layer or edition')
  }
  for (const { path, keys, bytes, sha256 } of record.files) {
    for (const file of [{ path, bytes, sha256 }, ...(keys ? [keys] : [])]) {
      const at = PACKAGE.layerFolder + file.path
      if (sums.get(at) !== file.sha256 || files.get(at)!.size !== file.bytes) {
        throw invalid(`${at} is not the file that its record says`)
      }
      if (!file.path.startsWith(`${record.id}.`)) throw invalid(`${at} is a file of another layer`)
    }
  }
  const sha256 = new Sha256().update(sumsBytes).toHex()
  const given = files.has(PACKAGE.approval)
    ? await readJson(files, PACKAGE.approval, approvalSchema)
    : null
  const approval = given?.package === sha256 ? given : null
  return {
    manifest,
    record,
    verdict: await readJson(files, PACKAGE.verdict, verdictSchema),
    waivers: new Map(await readJson(files, PACKAGE.waivers, waiversSchema)),
    sha256,
    approval,
    isApprovalLapsed: given !== null && approval === null,
    files,
    sums,
  }
}

const invalid = (detail: string) =>
  new ProblemError({
    code: 'package-invalid',
    message: `This is no release package that can be used: ${detail}.`,
    values: { detail },
  })

/** Lines of `sha256sum`: a digest, two spaces, a path. */
function parseSums(text: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>()
  for (const line of text.split('\n')) {
    if (line === '') continue
    const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
    if (!sha256 || !path || !PATH.test(path)) throw invalid('its list of checksums cannot be read')
    sums.set(path, sha256)
  }
  return sums
}

async function readBytes(
  files: ReadonlyMap<string, ZipEntry>,
  path: string,
  mostBytes = MOST_TEXT_BYTES,
): Promise<Uint8Array> {
  const file = files.get(path)
  if (!file) throw invalid(`${path} is missing`)
  if (file.size > mostBytes) throw invalid(`${path} is larger than it can be`)
  const bytes = (await file.read(0, file.size)).slice()
  file.release?.()
  return bytes
}

async function readJson<Value>(
  files: ReadonlyMap<string, ZipEntry>,
  path: string,
  schema: z.ZodType<Value>,
): Promise<Value> {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(await readBytes(files, path)))
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw invalid(`${path} is no JSON`)
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalid(`${path}, ${issue?.path.join('.')}: ${issue?.message}`)
}

const SLICE_BYTES = 1 << 20

async function hashOf(file: ByteSource): Promise<string> {
  const hash = new Sha256()
  for (let at = 0; at < file.size; at += SLICE_BYTES) {
    hash.update(await file.read(at, Math.min(file.size, at + SLICE_BYTES)))
  }
  return hash.toHex()
}
