import {
  SUBJECTS_FOLDER,
  type Subject,
  subjectListSchema,
  subjectSchema,
} from '../catalog/subject.ts'
import { onceEach } from '../model/once-each.ts'
import { fetchJson } from '../sources/fetch-json.ts'
import { type Loaded, useLoaded } from './use-loaded.ts'

export interface LoadedSubjects {
  readonly subjects: readonly Subject[]
  /** The files that could not be read, or are not what a subject is. */
  readonly faulty: readonly string[]
}

const loadSubjects = onceEach<typeof SUBJECTS_FOLDER, LoadedSubjects>(fetchSubjects)

async function fetchSubjects(path: string): Promise<LoadedSubjects> {
  const folder = new URL(path, document.baseURI)
  const ids = subjectListSchema.parse(await fetchJson(new URL('index.json', folder).href))
  const read = await Promise.allSettled(
    ids.map(async (id) => subjectSchema.parse(await fetchJson(new URL(`${id}.json`, folder).href))),
  )
  for (const result of read) if (result.status === 'rejected') console.error(result.reason)
  return {
    subjects: read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    faulty: ids.filter((_, at) => read[at]!.status === 'rejected'),
  }
}

/** The subjects in the order of their list, fetched once; one that is faulty keeps nothing from the others. */
export function useSubjects(): Loaded<LoadedSubjects> {
  return useLoaded(loadSubjects, SUBJECTS_FOLDER)
}
