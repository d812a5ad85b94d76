/** A role that can read what BI tools are shown and nothing else. */
export const BI_ROLE = 'chancery_bi';
