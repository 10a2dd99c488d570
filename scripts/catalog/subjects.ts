import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  SUBJECTS_FOLDER,
  type Subject,
  subjectListSchema,
  subjectSchema,
} from '../../src/catalog/subject.ts'

/** The subjects of `public/subjects` in the order of their list. Throws where one is not as its schema says. */
export function readSubjects(publicFolder: string): readonly Subject[] {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(publicFolder, SUBJECTS_FOLDER, name), 'utf8'))
  return subjectListSchema
    .parse(read('index.json'))
    .map((id) => subjectSchema.parse(read(`${id}.json`)))
}
