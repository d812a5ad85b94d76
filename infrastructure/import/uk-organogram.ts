import { parse } from 'csv-parse/sync';
import { derivedId } from '../../application/derived-id.ts';
import { InvalidOrganization, type OrganizationPlan } from './organization-plan.ts';

type Row = Readonly<Record<string, string>>;

const rowsOf = (csv: string, needed: readonly string[]): readonly Row[] => {
  const rows = parse(csv, { columns: true, bom: true, skip_empty_lines: true, trim: true }) as Row[];
  const missing = needed.filter((column) => rows[0] && !(column in rows[0]));
  if (missing.length > 0) throw new InvalidOrganization(`The organogram has no column ${missing.join(', ')}`);
  return rows;
};

/**
 * Organograms of the UK government (data.gov.uk): a file of senior posts with whom each reports to, and a file of junior
 * posts in groups. Whoever others report to heads a department of them; a senior post with nobody below it works in its
 * superior's. Each group of junior posts comes as one employee, since the data names no persons.
 */
export const readUkOrganogram = (seniorCsv: string, juniorCsv: string | undefined): OrganizationPlan => {
  const seniors = rowsOf(seniorCsv, ['post_id', 'name', 'job_title', 'unit', 'reports_to_post']);
  const juniors = juniorCsv ? rowsOf(juniorCsv, ['reports_to_post', 'unit', 'grade', 'job_title']) : [];
  const posts = new Map(seniors.map((row) => [row.post_id ?? '', row]));
  const organisation = seniors[0]?.organisation ?? 'organisation';
  const id = (kind: string, key: string): string => derivedId('organogram', organisation, kind, key);
  const remarks: string[] = [];

  const heads = new Set([...seniors, ...juniors].map((row) => row.reports_to_post ?? ''));
  const superiorOf = (row: Row): Row | undefined => posts.get(row.reports_to_post ?? '');
  const depthOf = (row: Row): number => {
    const seen = new Set<Row>();
    for (let at: Row | undefined = row; at; at = superiorOf(at)) {
      if (seen.has(at)) throw new InvalidOrganization(`Post ${row.post_id} reports to itself in the end`);
      seen.add(at);
    }
    return seen.size;
  };
  // Whoever reports to nobody that the file knows heads a department, or nobody would sign for them.
  const isHead = (row: Row): boolean => heads.has(row.post_id ?? '') || !superiorOf(row);
  const departmentOf = (row: Row): string => {
    const superior = superiorOf(row);
    return id('department', (isHead(row) ? row.post_id : superior?.post_id) ?? '');
  };

  const departments = seniors
    .filter(isHead)
    .sort((one, other) => depthOf(one) - depthOf(other))
    .map((row) => {
      const superior = superiorOf(row);
      return {
        id: id('department', row.post_id ?? ''),
        name: `${row.unit}: ${row.job_title}`,
        ...(superior && { parentId: id('department', superior.post_id ?? '') }),
        headId: id('post', row.post_id ?? ''),
      };
    });
  const senior = seniors.map((row) => ({
    id: id('post', row.post_id ?? ''),
    login: (row.post_id ?? '').toLowerCase(),
    name: row.name || row.job_title || (row.post_id ?? ''),
    ...(row.job_title && { post: row.job_title }),
    departmentId: departmentOf(row),
  }));
  const junior = juniors.flatMap((row, index) => {
    const superior = posts.get(row.reports_to_post ?? '');
    if (!superior) {
      remarks.push(`Junior posts of line ${index + 2} report to ${row.reports_to_post}, which is not there`);
      return [];
    }
    const key = `${row.reports_to_post}/${row.unit}/${row.grade}/${row.job_title}/${index}`;
    return [
      {
        id: id('junior', key),
        login: `${row.reports_to_post}-${index + 1}`.toLowerCase(),
        name: row.job_title || 'Junior post',
        post: [row.job_title, row.grade, row.fte && `${row.fte} FTE`].filter(Boolean).join(', '),
        departmentId: id('department', row.reports_to_post ?? ''),
      },
    ];
  });
  return { departments, employees: [...senior, ...junior], remarks };
};
