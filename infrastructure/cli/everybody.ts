import { SYSTEM } from '../../domain/event.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';

/** Whoever works at the server's own command line has the whole database before them. */
export const everybody: Viewer = { employeeId: SYSTEM, employeeIds: [], readsAll: true, departmentIds: [] };
