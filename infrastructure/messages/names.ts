import type { Organization } from '../../domain/organization/organization.ts';
import type { Language } from './language.ts';

/** What ids stand for, for the reader. */
export interface Names {
  employee(id: string): string;
  department(id: string): string;
}

/** As the organisation knows them now. */
export const namesIn = ({ employees, departments }: Organization, language: Language): Names => {
  const unknown = language === 'ru' ? 'неизвестно' : 'unknown';
  return {
    employee: (id) => employees.get(id)?.name ?? unknown,
    department: (id) => departments.get(id)?.name ?? unknown,
  };
};
