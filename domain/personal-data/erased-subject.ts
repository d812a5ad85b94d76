import type { ChanceryEvent } from '../catalog.ts';

/** Whose data an event says are gone; `undefined` for events of any other kind. */
export const erasedSubject = (event: ChanceryEvent): string | undefined => {
  if (event.type === 'EmployeeErased') return event.data.employeeId;
  return event.type === 'CounterpartyErased' ? event.data.counterpartyId : undefined;
};
