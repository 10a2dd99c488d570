import {
  SUBJECTS_FOLDER,
  type Subject,
  subjectListSchema,
  subjectSchema,
} from '../catalog/subject.ts'
import { onceEach } from '../model/once-each.ts'
import { fetchListed } from '../sources/fetch-listed.ts'
import { type Loaded, useLoaded } from './use-loaded.ts'

export interface LoadedSubjects {
  readonly subjects: readonly Subject[]
  /** The files that could not be read, or are not what a subject is. */
  readonly faulty: readonly string[]
}

const loadSubjects = onceEach<typeof SUBJECTS_FOLDER, LoadedSubjects>(async (path) => {
  const folder = new URL(path, document.baseURI)
  const { read, faulty } = await fetchListed(folder, subjectListSchema, subjectSchema)
  return { subjects: read, faulty }
})

/** The subjects in the order of their list, fetched once; one that is faulty keeps nothing from the others. */
export function useSubjects(): Loaded<LoadedSubjects> {
  return useLoaded(loadSubjects, SUBJECTS_FOLDER)
}
